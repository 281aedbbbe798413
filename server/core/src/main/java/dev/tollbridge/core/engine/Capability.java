package dev.tollbridge.core.engine;

/** The capability that a call record names. */
final class Capability {
  static final String PAY_PER_MINUTE = "MCOMEETACPEA";
  static final String FREE = "FREECALL";

  private Capability() {}

  static String of(long chargeMicros) {
    return chargeMicros == 0 ? FREE : PAY_PER_MINUTE;
  }
}
