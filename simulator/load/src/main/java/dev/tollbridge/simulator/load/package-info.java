/**
 * One load run against a server: set-up through the public API, bridges that start and end legs, draining. Uses {@code
 * scenario}, {@code verify}, {@code report} and the bridge client.
 */
@NullMarked
package dev.tollbridge.simulator.load;

import org.jspecify.annotations.NullMarked;
