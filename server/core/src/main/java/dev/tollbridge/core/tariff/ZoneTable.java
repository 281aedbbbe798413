package dev.tollbridge.core.tariff;

import java.util.List;

/**
 * How far the clocks of a time zone were, are and will be ahead of UTC, according to one version of the tz data. A rate
 * window in a zone needs its table: the local time of an instant must not depend on the machine.
 *
 * @param zone IANA name, such as Europe/Berlin
 * @param version of the tz data, such as 2025b; later ones sort after earlier ones
 * @param firstOffsetSeconds seconds ahead of UTC before the first transition
 * @param transitions in order of time
 */
public record ZoneTable(String zone, String version, int firstOffsetSeconds, List<Transition> transitions) {
  public static final int MAX_NAME_LENGTH = 50;
  /** About three times as many as the zone with the most of them has up to the year 2100. */
  public static final int MAX_TRANSITIONS = 1_000;
  /** Later instants do not fit as microseconds. */
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000;
  /** No clock has ever been, nor can be, farther from UTC: 18 hours. */
  public static final int MAX_OFFSET_SECONDS = 18 * 3_600;

  /**
   * The clocks change.
   *
   * @param atSeconds seconds since 1970
   * @param offsetSeconds seconds ahead of UTC from then on
   */
  public record Transition(long atSeconds, int offsetSeconds) {
    public Transition {
      require(Math.abs(atSeconds) <= MAX_SECONDS, "transition is too far away", atSeconds);
      requireOffset(offsetSeconds);
    }
  }

  public ZoneTable {
    requireName("zone", zone);
    requireName("version", version);
    requireOffset(firstOffsetSeconds);
    transitions = List.copyOf(transitions);
    require(transitions.size() <= MAX_TRANSITIONS, "more than " + MAX_TRANSITIONS + " transitions", zone);
    for (int i = 1; i < transitions.size(); i++) {
      require(transitions.get(i - 1).atSeconds() < transitions.get(i).atSeconds(), "transitions out of order", zone);
    }
  }

  private static void requireName(String what, String name) {
    require(!name.isEmpty() && name.length() <= MAX_NAME_LENGTH, what + " must have 1 to " + MAX_NAME_LENGTH
        + " characters", name);
  }

  private static void requireOffset(int seconds) {
    require(Math.abs(seconds) <= MAX_OFFSET_SECONDS, "offset from UTC is too large", seconds);
  }

  private static void require(boolean valid, String rule, Object value) {
    if (!valid) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }
}
