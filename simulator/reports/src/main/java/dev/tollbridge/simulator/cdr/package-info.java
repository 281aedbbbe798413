/**
 * Generates completed calls by the million and writes them as a usage report: meetings, numbers, prices, encoding. Uses
 * {@code usage}, {@code rater} for prices and {@code sample} for numbers and decks.
 */
@NullMarked
package dev.tollbridge.simulator.cdr;

import org.jspecify.annotations.NullMarked;
