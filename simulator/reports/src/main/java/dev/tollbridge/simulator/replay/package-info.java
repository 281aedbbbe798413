/**
 * Sends the calls of a usage report to a server: rated after the fact, booked, or played as live legs.
 * Depends on {@code usage}, {@code sample}, {@code rater} for engine time, {@code output} and the bridge client.
 */
@NullMarked
package dev.tollbridge.simulator.replay;

import org.jspecify.annotations.NullMarked;
