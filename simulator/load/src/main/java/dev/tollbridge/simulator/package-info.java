/**
 * Loads for conferencing bridges: scenarios, live legs, verification and reports. Uses the server through its API only.
 */
@NullMarked
package dev.tollbridge.simulator;

import org.jspecify.annotations.NullMarked;
