/**
 * What the server must charge, computed independently from the CSV decks, and the comparison with its actual charges.
 * Depends on {@code scenario}, {@code rater} and the generated API, and on no code of the server.
 */
@NullMarked
package dev.tollbridge.simulator.verify;

import org.jspecify.annotations.NullMarked;
