/**
 * The definition of a load, independent of the server: arrivals, holds, mix, numbers and the seeded plan of legs.
 * Depends on {@code sample} and the generated API's enums.
 */
@NullMarked
package dev.tollbridge.simulator.scenario;

import org.jspecify.annotations.NullMarked;
