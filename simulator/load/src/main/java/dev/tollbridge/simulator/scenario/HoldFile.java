package dev.tollbridge.simulator.scenario;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Measured holds: a CSV file with the column hold_seconds and optionally weight. */
final class HoldFile {
  private static final String HOLD = "hold_seconds";
  private static final String WEIGHT = "weight";
  private static final int MAX_ROWS = 1_000_000;

  private final long[] micros;
  private final WeightedChoice choice;

  private HoldFile(List<Row> rows) {
    micros = rows.stream().mapToLong(Row::micros).toArray();
    choice = new WeightedChoice(rows.stream().mapToDouble(Row::weight).toArray());
  }

  private record Row(long micros, double weight) {}

  /** Reads the file; {@link IllegalArgumentException} describes what is wrong with it. */
  static HoldFile read(Path path) {
    List<Row> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(path)) {
      for (NamedCsvRecord line : reader) {
        rows.add(row(line));
        if (rows.size() > MAX_ROWS) {
          throw new IllegalArgumentException("has more than " + MAX_ROWS + " rows");
        }
      }
      return new HoldFile(rows);
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " cannot be read: " + e, e);
    } catch (CsvParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }

  private static Row row(NamedCsvRecord line) {
    try {
      BigDecimal hold = new BigDecimal(line.findField(HOLD).orElse("").strip());
      BigDecimal weight = new BigDecimal(line.findField(WEIGHT).orElse("1").strip());
      if (hold.signum() >= 0 && hold.compareTo(BigDecimal.valueOf(Hold.LONGEST.toSeconds())) <= 0
          && weight.signum() >= 0) {
        return new Row(hold.movePointRight(6).longValue(), weight.doubleValue());
      }
    } catch (NumberFormatException e) {
      // reported below, together with values out of range
    }
    throw new IllegalArgumentException("line " + line.getStartingLineNumber() + ": " + HOLD
        + " must be from 0 to 86400 and, if present, " + WEIGHT + " 0 or more");
  }

  long nextMicros(RandomGenerator random) {
    return micros[choice.next(random)];
  }
}
