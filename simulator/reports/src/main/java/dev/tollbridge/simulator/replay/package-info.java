/**
 * Calls of a usage report brought to a server: rated after the fact, booked, or played as live legs.
 * Uses {@code usage}, the sample decks of {@code scenario}, {@code verify} for engine time, {@code output} and the API;
 * only {@code cli} uses it.
 */
@NullMarked
package dev.tollbridge.simulator.replay;

import org.jspecify.annotations.NullMarked;
