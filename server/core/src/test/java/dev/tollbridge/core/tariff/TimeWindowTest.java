package dev.tollbridge.core.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowTest {
  private static final long MINUTE_MICROS = 60_000_000;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # window, days 1 = Monday             | instant                     | inside | local clock
      # half-open, to the microsecond
      UTC,1-7,08:00-18:00                   | 2026-07-01T07:59:59.999999Z | no     | Wed 07:59:59.999999
      UTC,1-7,08:00-18:00                   | 2026-07-01T08:00:00Z        | yes    | Wed 08:00
      UTC,1-7,08:00-18:00                   | 2026-07-01T17:59:59.999999Z | yes    | Wed 17:59:59.999999
      UTC,1-7,08:00-18:00                   | 2026-07-01T18:00:00Z        | no     | Wed 18:00
      UTC,3-3,00:00-24:00                   | 2026-06-30T23:59:59.999999Z | no     | Tue 23:59:59.999999
      UTC,3-3,00:00-24:00                   | 2026-07-01T00:00:00Z        | yes    | Wed 00:00
      UTC,3-3,00:00-24:00                   | 2026-07-01T23:59:59.999999Z | yes    | Wed 23:59:59.999999
      UTC,3-3,00:00-24:00                   | 2026-07-02T00:00:00Z        | no     | Thu 00:00
      UTC,4-4,00:00-24:00                   | 1969-12-31T23:59:59.999999Z | no     | Wed 23:59:59.999999
      UTC,4-4,00:00-24:00                   | 1970-01-01T00:00:00Z        | yes    | Thu 00:00
      # the zone's own clock and day
      Asia/Kolkata,1-1,00:00-01:00          | 2026-07-05T18:29:59.999999Z | no     | Sun 23:59:59.999999
      Asia/Kolkata,1-1,00:00-01:00          | 2026-07-05T18:30:00Z        | yes    | Mon 00:00
      America/New_York,5-5,20:00-24:00      | 2026-07-04T00:00:00Z        | yes    | Fri 20:00
      # past midnight: belongs to the day it starts on
      UTC,5-5,22:00-06:00                   | 2026-07-03T05:59:59Z        | no     | Fri 05:59:59
      UTC,5-5,22:00-06:00                   | 2026-07-03T21:59:59.999999Z | no     | Fri 21:59:59.999999
      UTC,5-5,22:00-06:00                   | 2026-07-03T22:00:00Z        | yes    | Fri 22:00
      UTC,5-5,22:00-06:00                   | 2026-07-04T05:59:59.999999Z | yes    | Sat 05:59:59.999999
      UTC,5-5,22:00-06:00                   | 2026-07-04T06:00:00Z        | no     | Sat 06:00
      UTC,5-5,22:00-06:00                   | 2026-07-04T22:00:00Z        | no     | Sat 22:00
      UTC,7-7,22:00-06:00                   | 2026-07-06T03:00:00Z        | yes    | Mon 03:00
      UTC,1-1,22:00-06:00                   | 2026-07-06T03:00:00Z        | no     | Mon 03:00
      UTC,2-2,09:00-09:00                   | 2026-07-07T08:59:59.999999Z | no     | Tue 08:59:59.999999
      UTC,2-2,09:00-09:00                   | 2026-07-07T09:00:00Z        | yes    | Tue 09:00
      UTC,2-2,09:00-09:00                   | 2026-07-08T08:59:59.999999Z | yes    | Wed 08:59:59.999999
      UTC,2-2,09:00-09:00                   | 2026-07-08T09:00:00Z        | no     | Wed 09:00
      # Berlin skips Sunday 02:00 to 03:00 on 2026-03-29
      Europe/Berlin,7-7,02:00-03:00         | 2026-03-29T00:59:59.999999Z | no     | Sun 01:59:59.999999
      Europe/Berlin,7-7,02:00-03:00         | 2026-03-29T01:00:00Z        | no     | Sun 03:00
      Europe/Berlin,7-7,01:00-02:30         | 2026-03-29T00:59:59.999999Z | yes    | Sun 01:59:59.999999
      Europe/Berlin,7-7,01:00-02:30         | 2026-03-29T01:00:00Z        | no     | Sun 03:00
      Europe/Berlin,7-7,02:30-04:00         | 2026-03-29T01:00:00Z        | yes    | Sun 03:00
      Europe/Berlin,7-7,02:30-04:00         | 2026-03-29T01:59:59.999999Z | yes    | Sun 03:59:59.999999
      Europe/Berlin,7-7,02:30-04:00         | 2026-03-29T02:00:00Z        | no     | Sun 04:00
      Europe/Berlin,6-6,22:00-06:00         | 2026-03-29T03:59:59.999999Z | yes    | Sun 05:59:59.999999
      Europe/Berlin,6-6,22:00-06:00         | 2026-03-29T04:00:00Z        | no     | Sun 06:00
      # Berlin repeats Sunday 02:00 to 03:00 on 2026-10-25
      Europe/Berlin,7-7,02:00-02:30         | 2026-10-24T23:59:59.999999Z | no     | Sun 01:59:59.999999
      Europe/Berlin,7-7,02:00-02:30         | 2026-10-25T00:00:00Z        | yes    | Sun 02:00, first
      Europe/Berlin,7-7,02:00-02:30         | 2026-10-25T00:29:59.999999Z | yes    | Sun 02:29:59.999999, first
      Europe/Berlin,7-7,02:00-02:30         | 2026-10-25T00:30:00Z        | no     | Sun 02:30, first
      Europe/Berlin,7-7,02:00-02:30         | 2026-10-25T00:59:59.999999Z | no     | Sun 02:59:59.999999, first
      Europe/Berlin,7-7,02:00-02:30         | 2026-10-25T01:00:00Z        | yes    | Sun 02:00, again
      Europe/Berlin,7-7,02:00-02:30         | 2026-10-25T01:29:59.999999Z | yes    | Sun 02:29:59.999999, again
      Europe/Berlin,7-7,02:00-02:30         | 2026-10-25T01:30:00Z        | no     | Sun 02:30, again
      Europe/Berlin,6-6,22:00-06:00         | 2026-10-25T04:59:59.999999Z | yes    | Sun 05:59:59.999999
      Europe/Berlin,6-6,22:00-06:00         | 2026-10-25T05:00:00Z        | no     | Sun 06:00
      # New York skips Sunday 02:00 to 03:00 on 2026-03-08
      America/New_York,7-7,01:00-03:00      | 2026-03-08T06:59:59.999999Z | yes    | Sun 01:59:59.999999
      America/New_York,7-7,01:00-03:00      | 2026-03-08T07:00:00Z        | no     | Sun 03:00
      America/New_York,7-7,02:00-03:00      | 2026-03-08T07:00:00Z        | no     | Sun 03:00
      # New York repeats Sunday 01:00 to 02:00 on 2026-11-01
      America/New_York,7-7,01:30-02:00      | 2026-11-01T05:29:59.999999Z | no     | Sun 01:29:59.999999, first
      America/New_York,7-7,01:30-02:00      | 2026-11-01T05:30:00Z        | yes    | Sun 01:30, first
      America/New_York,7-7,01:30-02:00      | 2026-11-01T06:00:00Z        | no     | Sun 01:00, again
      America/New_York,7-7,01:30-02:00      | 2026-11-01T06:30:00Z        | yes    | Sun 01:30, again
      America/New_York,7-7,01:30-02:00      | 2026-11-01T06:59:59.999999Z | yes    | Sun 01:59:59.999999, again
      America/New_York,7-7,01:30-02:00      | 2026-11-01T07:00:00Z        | no     | Sun 02:00
      """)
  void followsTheLocalClock(String window, Instant at, String inside, String localClock) {
    assertThat(Rates.window(window).contains(Rates.micros(at), Rates.ZONES)).as(localClock)
        .isEqualTo(inside.equals("yes"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      window                              | around     | minutes inside
      Europe/Berlin,7-7,00:00-24:00       | 2026-07-05 | 1440
      Europe/Berlin,7-7,00:00-24:00       | 2026-03-29 | 1380
      Europe/Berlin,7-7,00:00-24:00       | 2026-10-25 | 1500
      Europe/Berlin,7-7,02:00-03:00       | 2026-03-29 | 0
      Europe/Berlin,7-7,02:00-03:00       | 2026-10-25 | 120
      Europe/Berlin,6-6,20:00-06:00       | 2026-07-05 | 600
      Europe/Berlin,6-6,20:00-06:00       | 2026-03-29 | 540
      Europe/Berlin,6-6,20:00-06:00       | 2026-10-25 | 660
      America/New_York,7-7,00:00-24:00    | 2026-03-08 | 1380
      America/New_York,7-7,00:00-24:00    | 2026-11-01 | 1500
      America/New_York,6-6,22:00-02:00    | 2026-03-08 | 240
      America/New_York,6-6,22:00-02:00    | 2026-11-01 | 300
      Australia/Lord_Howe,7-7,00:00-24:00 | 2026-04-05 | 1470
      America/Sao_Paulo,7-7,00:00-24:00   | 2018-11-04 | 1380
      America/Sao_Paulo,6-6,23:00-01:00   | 2018-11-04 | 60
      America/Sao_Paulo,6-6,00:00-24:00   | 2019-02-17 | 1500
      America/Sao_Paulo,6-6,23:00-01:00   | 2019-02-17 | 180
      """)
  void isShorterOrLongerWhereTheClocksChange(String text, LocalDate around, int minutesInside) {
    TimeWindow window = Rates.window(text);
    long from = Rates.micros(around.minusDays(3).atStartOfDay(ZoneId.of(window.zone())).toInstant());
    long to = Rates.micros(around.plusDays(3).atStartOfDay(ZoneId.of(window.zone())).toInstant());
    int count = 0;
    for (long at = from; at < to; at += MINUTE_MICROS) {
      count += window.contains(at, Rates.ZONES) ? 1 : 0;
    }
    assertThat(count).isEqualTo(minutesInside);
  }

  @Test
  void agreesWithTheCalendar() {
    List<String> zones = List.of("Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu",
        "Australia/Lord_Howe", "Pacific/Apia", "UTC", "+05:30");
    Random random = new Random(20261123);
    long from = Rates.micros(Instant.parse("1960-01-01T00:00:00Z"));
    long to = Rates.micros(Instant.parse("2040-01-01T00:00:00Z"));
    for (int i = 0; i < 50_000; i++) {
      TimeWindow window = new TimeWindow(zones.get(random.nextInt(zones.size())), 1 + random.nextInt(127),
          random.nextInt(1_440),
          1 + random.nextInt(1_440));
      long at = random.nextLong(from, to);
      assertThat(window.contains(at, Rates.ZONES)).as("%s at %d", window, at).isEqualTo(calendarContains(window, at));
    }
  }

  private static boolean calendarContains(TimeWindow window, long atMicros) {
    ZonedDateTime at = Instant.EPOCH.plusSeconds(Math.floorDiv(atMicros, 1_000_000L))
        .plusNanos(Math.floorMod(atMicros, 1_000_000L) * 1_000).atZone(ZoneId.of(window.zone()));
    return calendarContains(window, at.toLocalDateTime(), at.toLocalDate())
        || calendarContains(window, at.toLocalDateTime(), at.toLocalDate().minusDays(1));
  }

  private static boolean calendarContains(TimeWindow window, LocalDateTime clock, LocalDate startDay) {
    LocalDateTime start = startDay.atStartOfDay().plusMinutes(window.fromMinute());
    LocalDateTime end = startDay.atStartOfDay().plusMinutes(window.toMinute());
    LocalDateTime reached = end.isAfter(start) ? end : end.plusDays(1);
    boolean starts = (window.days() & (1 << (startDay.getDayOfWeek().getValue() - 1))) != 0;
    return starts && !clock.isBefore(start) && clock.isBefore(reached);
  }

  @Test
  void aZoneWithoutTableIsAnError() {
    TimeWindow window = Rates.window("Europe/Berlin,1-7,00:00-24:00");
    assertThatIllegalStateException().isThrownBy(() -> window.contains(0, JdkZones.of("UTC")))
        .withMessageContaining("Europe/Berlin");
  }

  @ParameterizedTest
  @CsvSource({"0,0,1440", "128,0,1440", "-1,0,1440", "127,-1,1440", "127,1440,1440", "127,0,0", "127,0,1441"})
  void refusesOtherDaysAndMinutes(int days, int fromMinute, int toMinute) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeWindow("UTC", days, fromMinute, toMinute));
  }
}
