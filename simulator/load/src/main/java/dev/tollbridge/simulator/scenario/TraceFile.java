package dev.tollbridge.simulator.scenario;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.NumberReader;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.sample.ServiceLine;
import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trace: legs in order, with their start in seconds after the load's start and their hold in seconds. It is
 * read as a stream, so that a trace of any length needs no memory.
 */
final class TraceFile implements AutoCloseable {
  static final String OFFSET = "offset_seconds";
  static final String HOLD = "hold_seconds";
  static final String CLASS = "class";
  static final String ORGANIZATION = "organization";
  static final String CONFERENCE = "conference";
  static final String ORGANIZER = "organizer";
  static final String SERVICE_NUMBER = "service_number";
  static final String REMOTE_NUMBER = "remote_number";
  static final List<String> COLUMNS = List.of(OFFSET, HOLD, CLASS, ORGANIZATION, CONFERENCE, ORGANIZER, SERVICE_NUMBER,
      REMOTE_NUMBER);
  /** Marks a caller whose number is withheld; for an empty cell, the number is drawn. */
  static final String NOT_SHOWN = "none";
  private static final int MAX_REMOTE_LENGTH = 64;

  private final Path path;
  private final int organizations;
  private final CloseableIterator<NamedCsvRecord> lines;
  private long lastStartNanos;

  private TraceFile(Path path, int organizations) throws IOException {
    this.path = path;
    this.organizations = organizations;
    this.lines = CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(path).iterator();
  }

  /** Opens a trace whose organizations are numbered from 1 to {@code organizations}. */
  static TraceFile open(Path path, int organizations) {
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException("--arrivals trace:" + path + " cannot be read");
    }
    try {
      return new TraceFile(path, organizations);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the whole trace once, to find mistakes before a load starts. */
  static void check(Path path, int organizations) {
    try (TraceFile trace = open(path, organizations)) {
      if (trace.next() == null) {
        throw new IllegalArgumentException("--arrivals trace:" + path + " has no legs");
      }
      while (trace.next() != null) {
        // reading checks each leg
      }
    }
  }

  /** The next leg; null at the end, where the file is closed. */
  @Nullable
  TracedLeg next() {
    try {
      if (lines.hasNext()) {
        return leg(lines.next());
      }
    } catch (CsvParseException e) {
      throw new IllegalArgumentException("--arrivals trace:" + path + " is not a CSV file: " + e.getMessage(), e);
    }
    close();
    return null;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TracedLeg leg(NamedCsvRecord line) {
    try {
      checkColumns(line.getHeader());
      CallType callType = read(line, CLASS, Mix::callType);
      TracedLeg leg = new TracedLeg(units(line, OFFSET, 9), units(line, HOLD, 6), callType,
          read(line, ORGANIZATION, text -> number(text, 1, organizations).intValue()),
          read(line, CONFERENCE, text -> number(text, 0, Long.MAX_VALUE)),
          read(line, ORGANIZER, text -> number(text, 0, Integer.MAX_VALUE).intValue()),
          read(line, SERVICE_NUMBER, text -> service(text, callType)),
          read(line, REMOTE_NUMBER, text -> remote(text, callType)));
      checkOrder(leg.startNanos());
      return leg;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "--arrivals trace:" + path + " line " + line.getStartingLineNumber() + ": " + e.getMessage(), e);
    }
  }

  private static void checkColumns(List<String> header) {
    if (!header.containsAll(Set.of(OFFSET, HOLD)) || !COLUMNS.containsAll(header)) {
      throw new IllegalArgumentException("columns must be " + OFFSET + ", " + HOLD + " and any of "
          + String.join(", ", COLUMNS.subList(2, COLUMNS.size())));
    }
  }

  private void checkOrder(long startNanos) {
    if (startNanos < lastStartNanos) {
      throw new IllegalArgumentException(OFFSET + " must not be before the line above");
    }
    lastStartNanos = startNanos;
  }

  private static long units(NamedCsvRecord line, String column, int decimals) {
    String text = line.getField(column).strip();
    try {
      BigDecimal units = new BigDecimal(text).movePointRight(decimals);
      BigDecimal most = BigDecimal.valueOf(Hold.LONGEST.toSeconds()).movePointRight(decimals);
      if (units.signum() >= 0 && units.compareTo(most) <= 0) {
        return units.longValueExact();
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // reported below, together with values out of range
    }
    throw new IllegalArgumentException(column + " '" + text + "' is not from 0 to 86400 with at most " + decimals
        + " decimals");
  }

  private static Long number(String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new IllegalArgumentException("'" + text + "' is not a number from " + least + " to " + most);
  }

  private static PhoneNumber service(String text, @Nullable CallType callType) {
    if (callType == null) {
      throw new IllegalArgumentException(SERVICE_NUMBER + " needs a " + CLASS);
    }
    return ServiceLine.number(text, callType);
  }

  private static PhoneNumber remote(String text, @Nullable CallType callType) {
    if (text.length() > MAX_REMOTE_LENGTH) {
      throw new IllegalArgumentException(REMOTE_NUMBER + " must be at most " + MAX_REMOTE_LENGTH + " characters");
    }
    String written = text.equals(NOT_SHOWN) ? "" : text;
    return callType == CallType.CALL_TYPE_DIAL_OUT ? NumberReader.dialled(written) : NumberReader.caller(written);
  }

  private static <T> @Nullable T read(NamedCsvRecord line, String column, Function<String, T> reader) {
    String text = line.findField(column).orElse("").strip();
    return text.isEmpty() ? null : reader.apply(text);
  }
}
