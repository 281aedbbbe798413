/**
 * Rates, rate decks and pricing, as values and pure functions. Depends on money.
 */
@NullMarked
package dev.tollbridge.core.tariff;

import org.jspecify.annotations.NullMarked;
