package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Price;

/** The price of a closed call by the present tariff. */
public sealed interface NewPrice {
  /** It has a price, by a rate with this destination. */
  record Priced(Price price, String destination) implements NewPrice {}

  /** Its price is unchanged, for this reason. */
  record Skipped(ReratingSkip reason) implements NewPrice {}
}
