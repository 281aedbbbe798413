/**
 * Compares two offers for the calls of a usage report: paid by the minute, or with licences for users. Uses {@code
 * usage}, {@code output} and, to price calls independently, {@code rater}.
 */
@NullMarked
package dev.tollbridge.simulator.compare;

import org.jspecify.annotations.NullMarked;
