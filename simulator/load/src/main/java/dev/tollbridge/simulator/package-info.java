/** Loads for conferencing bridges: scenarios, live legs, verification and reports. Reaches the server by the client. */
@NullMarked
package dev.tollbridge.simulator;

import org.jspecify.annotations.NullMarked;
