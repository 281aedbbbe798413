/**
 * The independent rater: decks, prices and engine time, written without the server's code and never importing it.
 * Depends on {@code sample} and the generated API.
 */
@NullMarked
package dev.tollbridge.simulator.rater;

import org.jspecify.annotations.NullMarked;
