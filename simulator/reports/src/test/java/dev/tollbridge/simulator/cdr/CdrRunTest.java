package dev.tollbridge.simulator.cdr;

import static dev.tollbridge.simulator.cdr.ReportFixture.bytes;
import static dev.tollbridge.simulator.cdr.ReportFixture.options;
import static dev.tollbridge.simulator.cdr.ReportFixture.rows;
import static dev.tollbridge.simulator.cdr.ReportFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The bytes of a report: the same for the same options in any environment. */
class CdrRunTest {
  private static final int RECORDS = 20_000;

  @Test
  void theNumberOfThreadsMakesNoDifference() throws Exception {
    assertThat(bytes(options(RECORDS, 7), 4, false)).isEqualTo(bytes(options(RECORDS, 7), 1, false));
    assertThat(bytes(options(RECORDS, 7), 4, true)).isEqualTo(bytes(options(RECORDS, 7), 1, true));
  }

  @Test
  @ResourceLock("java.util.Locale.default")
  void neitherDoLanguageAndTimeZone() throws Exception {
    byte[] here = bytes(options(RECORDS, 7), 2, false);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      assertThat(bytes(options(RECORDS, 7), 2, false)).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** Later versions must generate the same reports: these numbers must never change. */
  @Test
  void theDiceNeverChange() {
    Dice dice = new Dice(0);
    // The reference values of SplitMix64.
    assertThat(dice.nextLong()).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(dice.nextLong()).isEqualTo(0x6e789e6aa1b965f4L);
    // 0x06c45d188009454f, scaled down.
    assertThat(dice.below(1 << 16)).isEqualTo(0x06c4);
  }

  @Test
  void anotherSeedIsAnotherReport() throws Exception {
    assertThat(text(options(100, 8))).isNotEqualTo(text(options(100, 7)));
    assertThat(rows(options(100, 8))).extracting(row -> row.getField("UsageId"))
        .doesNotContainAnyElementsOf(rows(options(100, 7)).stream().map(row -> row.getField("UsageId")).toList());
  }

  @Test
  void gzipHoldsTheSameTextInOneMemberWithoutATime() throws Exception {
    byte[] packed = bytes(options(RECORDS, 7), 3, true);
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(bytes(options(RECORDS, 7), 1, false));
    }
    assertThat(packed).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
  }

  @Test
  void progressEndsAtTheCount() throws Exception {
    AtomicLong written = new AtomicLong();
    assertThat(new CdrRun(options(RECORDS, 1), 2, written::set).write(OutputStream.nullOutputStream(), false)).isTrue();
    assertThat(written).hasValue(RECORDS);
  }

  @Test
  void aStoppedRunReportsThatItIsIncomplete() throws Exception {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    CdrRun[] run = new CdrRun[1];
    run[0] = new CdrRun(options(1_000_000, 1), 2, _ -> run[0].stop());
    assertThat(run[0].write(to, false)).isFalse();
    assertThat(to.size()).isLessThan(10_000_000);
  }
}
