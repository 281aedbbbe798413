/**
 * The expected charges, computed independently from the CSV decks, and their comparison with the server's. Uses {@code
 * scenario}, {@code rater}, the generated API and no server code.
 */
@NullMarked
package dev.tollbridge.simulator.verify;

import org.jspecify.annotations.NullMarked;
