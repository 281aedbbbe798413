package dev.tollbridge.simulator.cdr;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Writes instants in ISO 8601, UTC, with milliseconds; the date is encoded again only when it changes. For one thread.
 */
final class TimestampEncoder {
  private static final int DAY_MILLIS = 86_400_000;

  private long day = Long.MIN_VALUE;
  private byte[] date = new byte[0];

  void encode(long milli, ByteBuilder to) {
    long epochDay = Math.floorDiv(milli, DAY_MILLIS);
    if (epochDay != day) {
      day = epochDay;
      date = (LocalDate.ofEpochDay(epochDay) + "T").getBytes(StandardCharsets.US_ASCII);
    }
    int ofDay = (int) Math.floorMod(milli, (long) DAY_MILLIS);
    to.append(date);
    to.appendDigits(ofDay / 3_600_000, 2);
    to.append(':');
    to.appendDigits(ofDay / 60_000 % 60, 2);
    to.append(':');
    to.appendDigits(ofDay / 1000 % 60, 2);
    to.append('.');
    to.appendDigits(ofDay % 1000, 3);
    to.append('Z');
  }
}
