/**
 * One load run against a server: set-up through the public API, bridges that start and end legs, draining.
 * Depends on {@code scenario}, {@code verify}, {@code report}, {@code rater} and the bridge client.
 */
@NullMarked
package dev.tollbridge.simulator.load;

import org.jspecify.annotations.NullMarked;
