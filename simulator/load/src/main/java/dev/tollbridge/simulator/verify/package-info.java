/**
 * The expected charges, computed independently from the CSV decks, and their comparison with the server's.
 * Depends on {@code scenario}, {@code rater} and the generated API, and on no code of the server.
 */
@NullMarked
package dev.tollbridge.simulator.verify;

import org.jspecify.annotations.NullMarked;
