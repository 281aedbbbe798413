package dev.tollbridge.core.engine;

/** Sums over an organization's active legs. */
final class LegSums {
  private int count;
  private int chargeableCount;
  private long chargedMicros;
  private long burnMicrosPerMinute;
  private long mostMicros;

  int count() {
    return count;
  }

  /** Those that can still cost something. */
  int chargeableCount() {
    return chargeableCount;
  }

  /** Charged so far. */
  long chargedMicros() {
    return chargedMicros;
  }

  /** What they cost a minute. */
  long burnMicrosPerMinute() {
    return burnMicrosPerMinute;
  }

  /** The most that they can cost in all. */
  long mostMicros() {
    return mostMicros;
  }

  void clear() {
    count = 0;
    chargeableCount = 0;
    chargedMicros = 0;
    burnMicrosPerMinute = 0;
    mostMicros = 0;
  }

  void add(Leg leg) {
    count++;
    chargeableCount += leg.chargeable() ? 1 : 0;
    chargedMicros = Math.addExact(chargedMicros, leg.totalMicros());
    burnMicrosPerMinute = Math.addExact(burnMicrosPerMinute, leg.pricePerMinuteMicros());
    mostMicros = Math.addExact(mostMicros, leg.mostMicros());
  }

  /** Removes a leg, whose present figures are in the sums. */
  void remove(Leg leg) {
    String id = leg.organization().id();
    count = (int) Check.notNegative(count - 1L, "count of active legs", id);
    chargedMicros = Check.notNegative(Math.subtractExact(chargedMicros, leg.totalMicros()), "charge of active legs",
        id);
    burnMicrosPerMinute = Check.notNegative(Math.subtractExact(burnMicrosPerMinute, leg.pricePerMinuteMicros()),
        "burn", id);
    mostMicros = Check.notNegative(Math.subtractExact(mostMicros, leg.mostMicros()), "exposure", id);
    chargeableCount = (int) Check.notNegative((long) chargeableCount - (leg.chargeable() ? 1 : 0),
        "count of chargeable legs", id);
  }

  /** A leg that is in the sums has been charged this much more. */
  void charge(long micros) {
    chargedMicros = Math.addExact(chargedMicros, micros);
  }

  /** Checks these sums, kept leg by leg, against those just counted over all legs. */
  void check(LegSums counted, String id) {
    Check.equal("the count of active legs is that of all its legs", id, count, counted.count);
    Check.equal("the charge of active legs is the sum of their totals", id, chargedMicros, counted.chargedMicros);
    Check.equal("the burn is the sum of the legs' prices", id, burnMicrosPerMinute, counted.burnMicrosPerMinute);
    Check.equal("the exposure is the sum of what the legs can cost", id, mostMicros, counted.mostMicros);
    Check.equal("the count of chargeable legs is that of all its legs", id, chargeableCount, counted.chargeableCount);
  }
}
