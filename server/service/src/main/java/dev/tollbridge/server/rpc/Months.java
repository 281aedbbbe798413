package dev.tollbridge.server.rpc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads calendar months. */
public final class Months {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2099;

  private Months() {}

  /** The whole month in a time zone; null unless it is one such as 2026-11, from 2000-01 to 2099-12. */
  public static @Nullable MicrosRange range(String text, ZoneId zone) {
    YearMonth month = parsed(text);
    return month == null ? null : new MicrosRange(start(month, zone), start(month.plusMonths(1), zone));
  }

  private static @Nullable YearMonth parsed(String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      return month.getYear() < FIRST_YEAR || month.getYear() > LAST_YEAR ? null : month;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static long start(YearMonth month, ZoneId zone) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, month.atDay(1).atStartOfDay(zone).toInstant());
  }
}
