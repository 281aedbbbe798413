package dev.tollbridge.core.tariff;

/**
 * What a call of a certain length costs.
 *
 * @param billedSeconds after the rate's increments
 * @param connectionFeeMicros part of {@code chargeMicros}
 * @param chargeMicros all that the call costs
 */
public record Price(long billedSeconds, long connectionFeeMicros, long chargeMicros) {
  /** The price of a call that was not answered, or not rated. */
  public static final Price NOTHING = new Price(0, 0, 0);

  /** This price, or one with the higher charge {@code micros}. */
  public Price atLeast(long micros) {
    return micros <= chargeMicros ? this : new Price(billedSeconds, connectionFeeMicros, micros);
  }

  public Price {
    if (billedSeconds < 0 || connectionFeeMicros < 0 || chargeMicros < connectionFeeMicros) {
      throw new IllegalArgumentException("no price: " + billedSeconds + " s, fee " + connectionFeeMicros + ", charge "
          + chargeMicros);
    }
  }
}
