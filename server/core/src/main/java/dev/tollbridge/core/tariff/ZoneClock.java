package dev.tollbridge.core.tariff;

/** The local clock of a time zone: a zone's table, prepared for look-up. */
final class ZoneClock {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final long[] transitionMicros;
  /** Offsets before the first transition, then from each one on. */
  private final long[] offsetMicros;

  ZoneClock(ZoneTable table) {
    int count = table.transitions().size();
    transitionMicros = new long[count];
    offsetMicros = new long[count + 1];
    offsetMicros[0] = table.firstOffsetSeconds() * MICROS_PER_SECOND;
    for (int i = 0; i < count; i++) {
      ZoneTable.Transition transition = table.transitions().get(i);
      transitionMicros[i] = Math.multiplyExact(transition.atSeconds(), MICROS_PER_SECOND);
      offsetMicros[i + 1] = transition.offsetSeconds() * MICROS_PER_SECOND;
    }
  }

  /** What the local clock shows at an instant, as microseconds since 1970 began there. */
  long localMicros(long atMicros) {
    int low = 0;
    int high = transitionMicros.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (transitionMicros[middle] <= atMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return atMicros + offsetMicros[low];
  }
}
