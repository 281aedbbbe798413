/**
 * The definition of a load: arrivals, holds, mix, numbers and the seeded plan of legs, independent of the server. Uses
 * {@code sample}, the generated API, telephony metadata and FastCSV.
 */
@NullMarked
package dev.tollbridge.simulator.scenario;

import org.jspecify.annotations.NullMarked;
