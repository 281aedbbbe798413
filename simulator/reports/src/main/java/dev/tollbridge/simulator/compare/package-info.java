/**
 * Which offer is cheaper for the calls of a usage report: paid by the minute, or with licences for users.
 * Uses {@code usage}, {@code output} and, to price calls anew, {@code verify}; only {@code cli} uses it.
 */
@NullMarked
package dev.tollbridge.simulator.compare;

import org.jspecify.annotations.NullMarked;
