/**
 * The independent rater: decks, prices and engine time, written without the server's code. Uses {@code sample} and the
 * API.
 */
@NullMarked
package dev.tollbridge.simulator.rater;

import org.jspecify.annotations.NullMarked;
