/**
 * What a load is meant to be: arrivals, holds, mix, numbers, decks and the seeded plan of legs, whatever the server
 * does.
 * Imports the JDK, the API's words, telephony metadata and FastCSV only; {@code verify}, {@code load} and {@code cli} use
 * it.
 */
@NullMarked
package dev.tollbridge.simulator.scenario;

import org.jspecify.annotations.NullMarked;
