package dev.tollbridge.core.engine;

/** What a closed call comes to by the tariff of now. */
public sealed interface Repriced {
  /** It has a price. {@code billedSeconds} and {@code connectionFeeMicros} follow from the same rate. */
  record Price(long chargeMicros, String destination, long billedSeconds,
      long connectionFeeMicros) implements Repriced {}

  /** Its price stays as it is. */
  record Skipped(ReratingSkip reason) implements Repriced {}
}
