/** The sample decks, service numbers and call types of loads and generated reports. Uses the API only. */
@NullMarked
package dev.tollbridge.simulator.sample;

import org.jspecify.annotations.NullMarked;
