package dev.tollbridge.benchmarks.tariff;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tollbridge.core.money.Money;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A rate deck's CSV file with prefixes, prices and increments. */
final class RateFile {
  private RateFile() {}

  static List<Rate> read(Path file) {
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      return rows.stream().map(RateFile::rate).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rate rate(NamedCsvRecord row) {
    Increments increments = new Increments(Integer.parseInt(row.getField("initial_increment_seconds")),
        Integer.parseInt(row.getField("recurring_increment_seconds")));
    return new Rate(row.getField("prefix"), row.getField("destination"),
        Money.parseMicros(row.getField("price_per_minute")), Money.parseMicros(row.getField("connection_fee")),
        increments, "", "", false, 0, 0, null);
  }
}
