/** The sample decks, service numbers and call types that loads and made-up reports use. Imports nothing but the API. */
@NullMarked
package dev.tollbridge.simulator.sample;

import org.jspecify.annotations.NullMarked;
