/**
 * Completed calls made up by the million and written as a usage report: meetings, numbers, prices, bytes.
 * Uses {@code usage}, {@code verify} for prices and {@code scenario} for numbers and decks; only {@code cli} uses it.
 */
@NullMarked
package dev.tollbridge.simulator.cdr;

import org.jspecify.annotations.NullMarked;
