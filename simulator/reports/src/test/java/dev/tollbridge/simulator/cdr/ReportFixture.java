package dev.tollbridge.simulator.cdr;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tollbridge.simulator.sample.Mix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** Small reports, made in memory. */
final class ReportFixture {
  static final Period FOUR_WEEKS = new Period(LocalDate.of(2026, 10, 5), 28);
  static final Mix MIX = new Mix(60, 25, 15);

  private ReportFixture() {}

  static CdrOptions options(long count, long seed) {
    return new CdrOptions(count, seed, FOUR_WEEKS, 1, 50, MIX, false, ReportFormat.CSV);
  }

  static byte[] bytes(CdrOptions options, int threads, boolean gzip) throws IOException, InterruptedException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    if (!new CdrRun(options, threads, _ -> {}).write(to, gzip)) {
      throw new AssertionError("stopped");
    }
    return to.toByteArray();
  }

  static String text(CdrOptions options) throws IOException, InterruptedException {
    return new String(bytes(options, 2, false), StandardCharsets.UTF_8);
  }

  static List<NamedCsvRecord> rows(CdrOptions options) throws IOException, InterruptedException {
    return CsvReader.builder().ofNamedCsvRecord(text(options)).stream().toList();
  }
}
