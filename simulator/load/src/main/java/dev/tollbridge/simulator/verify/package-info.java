/**
 * What the server must charge, computed anew from the CSV decks, and the comparison with what it did charge.
 * Uses {@code scenario}, the generated API and no server code; {@code load} feeds it.
 */
@NullMarked
package dev.tollbridge.simulator.verify;

import org.jspecify.annotations.NullMarked;
