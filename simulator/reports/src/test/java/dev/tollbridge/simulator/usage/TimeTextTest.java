package dev.tollbridge.simulator.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points in time as databases, programs and spreadsheets write them. */
class TimeTextTest {
  private static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-20T08:00:00Z", "2026-11-20T08:00:00.0000000Z", "2026-11-20 08:00:00.0000000 +00:00",
    "2026-11-20T08:00:00.000+0000", "2026-11-20 08:00:00+00", "2026-11-20 08:00:00 UTC", "2026-11-20 08:00:00 GMT",
    "2026-11-20 09:00:00 +0100", "2026-11-20 08:00:00 +0000 UTC", "11/20/2026, 8:00:00 AM",
    "2026-11-20T13:30:00+05:30", "2026-11-20T08:00:00Z[UTC]", "2026-11-20 08:00:00,000",
    "2026-11-20  08:00:00", "2026/11/20 8:00:00", "20.11.2026 08:00", "20.11.2026 08:00:00", "20.11.2026, 08:00",
    "20.11.26 08:00:00", "20.11.2026 8.00", "11/20/2026 8:00 AM", "11/20/2026 8:00:00\u202fAM", "11/20/2026 8:00 a.m.",
    "20/11/2026 08:00", "11/20/26 8:00", "20-11-2026 08:00:00", "2026. 11. 20. 8:00:00", "20-Nov-2026 08:00:00",
    "20-NOV-26 08.00.00.000000 AM", "20 Nov 2026 08:00", "Nov 20 2026  8:00AM", "November 20, 2026 8:00:00 AM",
    "2026-Nov-20 08:00", "Fri, 20 Nov 2026 08:00:00 GMT", "Fri Nov 20 08:00:00 UTC 2026", "20261120080000",
    "20261120T080000Z", "20261120 08:00:00", "1795161600", "1795161600000", "46346.33333", "46346,333333333"})
  void oneInstantHasManyForms(String text) {
    assertThat(TimeText.read("Start Time", text, DateOrder.UNSTATED, ZoneOffset.UTC))
        .extracting(TimeText.Moment::instant)
        .isEqualTo(EIGHT);
  }

  @ParameterizedTest
  @CsvSource({"11/20/2026 12:00 AM, 2026-11-20T00:00:00Z", "11/20/2026 12:30 PM, 2026-11-20T12:30:00Z",
    "11/20/2026 8:00:01 PM, 2026-11-20T20:00:01Z", "2026-11-20 24:00:00, 2026-11-21T00:00:00Z",
    "2026-11-20 08:00:00.9876543 +00:00, 2026-11-20T08:00:00.987654300Z", "11/11/2026 08:00, 2026-11-11T08:00:00Z"})
  void hoursAndFractionsAreExact(String text, Instant instant) {
    assertThat(TimeText.read("Start Time", text, DateOrder.UNSTATED, ZoneOffset.UTC))
        .extracting(TimeText.Moment::instant)
        .isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-20", "20.11.2026", "08:00:00", "soon", "31.02.2026 08:00", "2026-13-01 08:00",
    "2026-11-20 25:00", "2026-11-20 13:00 PM", "2026-11-20 08:60", "20/20/2026 08:00", "46346", "46346.33",
    "20-Foo-2026 08:00", "2026-11-20 08:00 EST", "123456789012"})
  void whatIsNoTimeIsNotGuessed(String text) {
    assertThat(TimeText.read("Start Time", text, DateOrder.UNSTATED, ZoneOffset.UTC)).isNull();
  }

  @Test
  void aDateWithSeveralReadingsNeedsTheOrder() {
    String text = "11/05/2026 8:00 AM";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeText.read("End Time", text, DateOrder.UNSTATED, ZoneOffset.UTC))
        .isInstanceOf(ColumnFault.class)
        .withMessage("End Time '11/05/2026 8:00 AM' has several readings: --date-format dmy makes it 2026-05-11, "
            + "--date-format mdy makes it 2026-11-05");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeText.read("End Time", "20/11/26 08:00", DateOrder.UNSTATED, ZoneOffset.UTC))
        .withMessageContaining("ymd makes it 2020-11-26");
    assertThat(TimeText.read("", text, DateOrder.MONTH_FIRST, ZoneOffset.UTC)).extracting(TimeText.Moment::instant)
        .isEqualTo(Instant.parse("2026-11-05T08:00:00Z"));
    assertThat(TimeText.read("", text, DateOrder.DAY_FIRST, ZoneOffset.UTC)).extracting(TimeText.Moment::instant)
        .isEqualTo(Instant.parse("2026-05-11T08:00:00Z"));
    assertThat(TimeText.read("", "11/20/2026 8:00 AM", DateOrder.DAY_FIRST, ZoneOffset.UTC)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"dmy, DAY_FIRST", "MDY, MONTH_FIRST", "M/d/yyyy h:mm a, MONTH_FIRST", "dd.MM.yyyy HH:mm:ss, DAY_FIRST",
    "yyyy-MM-dd, YEAR_FIRST", "DD/MM/YYYY, DAY_FIRST", "%d/%m/%Y %H:%M, DAY_FIRST"})
  void theOrderIsThatOfThePattern(String pattern, DateOrder order) {
    assertThat(DateOrder.parse(pattern)).isEqualTo(order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "us", "ydm", "HH:mm", "d/yyyy"})
  void aPatternWithoutADateIsRefused(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> DateOrder.parse(pattern)).withMessageContaining("dmy, mdy");
  }

  @ParameterizedTest
  @CsvSource({"2026-07-01 10:00:00, 2026-07-01T08:00:00Z", "2026-12-01 10:00:00, 2026-12-01T09:00:00Z",
    "01.07.2026 10:00, 2026-07-01T08:00:00Z", "2026-07-01 10:00:00 +00:00, 2026-07-01T10:00:00Z",
    "2026-07-01T10:00:00Z, 2026-07-01T10:00:00Z"})
  void aLocalTimeIsInTheReportsZone(String text, Instant instant) {
    assertThat(TimeText.read("", text, DateOrder.UNSTATED, ZoneId.of("Europe/Berlin")))
        .extracting(TimeText.Moment::instant).isEqualTo(instant);
  }

  @Test
  void aReportsZoneIsInTheTitlesOfItsTimes() {
    String header = "UsageId,Call Type,Start Time (Europe/Berlin),End Time (Europe/Berlin),Destination Number,Caller ID";
    assertThat(Header.parse(header).zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(Header.parse(header.replace(" (Europe/Berlin)", "")).zone()).isEqualTo(ZoneOffset.UTC);
    assertThatIllegalArgumentException().isThrownBy(() -> Header.parse(header.replace("Berlin", "Atlantis")));
  }
}
