/**
 * Sends the calls of a usage report to a server: rated after the fact, booked, or played as live legs. Uses {@code
 * usage}, {@code sample}, {@code rater} for engine time, {@code output}, the bridge client and the API.
 */
@NullMarked
package dev.tollbridge.simulator.replay;

import org.jspecify.annotations.NullMarked;
