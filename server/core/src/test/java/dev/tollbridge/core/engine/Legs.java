package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import java.util.List;

/** Legs for tests. */
final class Legs {
  static final Rules RULES = new Rules(Level::of);
  private static final Organization ORGANIZATION = new Organization(new Profile("acme", "", "US", "USD", true, List
      .of(), true, 0), RULES);

  private Legs() {}

  /** A free leg; its ordinal is also its number. */
  static Leg leg(long ordinal, long answerMicros) {
    var session = new BridgeSession("bridge", 1, null, new KeptClosings(), 0, 0);
    var start = new LegStart("leg" + ordinal, "leg" + ordinal,
        new CallRecord.Parties("", "acme", "", CallType.DIAL_OUT, "", "", ""),
        answerMicros, FreeReason.NO_RATE);
    return new Leg(RULES.level(), ordinal, session, ordinal, ordinal, ORGANIZATION, start, null, null);
  }
}
