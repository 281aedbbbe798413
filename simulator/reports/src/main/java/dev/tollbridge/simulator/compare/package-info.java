/**
 * Compares two offers for the calls of a usage report: paid by the minute, or with licences for users.
 * Depends on {@code usage}, {@code output} and, to price calls again, {@code rater} and {@code sample}.
 */
@NullMarked
package dev.tollbridge.simulator.compare;

import org.jspecify.annotations.NullMarked;
