package dev.tollbridge.simulator.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A usage report, read row by row: commas, tabs, semicolons or bars, UTF-8, UTF-16 or Windows-1252, compressed or not,
 * columns in any order, more or fewer than twenty. Bad rows are returned as such with their text; reading continues
 * after them.
 */
public final class UsageReport implements AutoCloseable {
  /** A field that has not ended after this many lines has a misplaced quote. */
  private static final int MAX_LINES_OF_A_ROW = 20;
  /** Lines above the header in which a spreadsheet may have a title. */
  private static final int MAX_LINES_ABOVE = 10;
  /** Tells spreadsheets the delimiter. */
  private static final Pattern DELIMITER_LINE = Pattern.compile("(?i)\"?sep=.?\"?[,;|\t]*");

  private final ReportLines lines;
  private final Header header;
  private final String headerText;
  private final CallParser parser;
  private final ReadingNotes notes = new ReadingNotes();
  private final Deque<ReportLines.Line> readAhead = new ArrayDeque<>();

  private UsageReport(ReportLines lines, String headerText, DateOrder dates) {
    this.lines = lines;
    this.headerText = headerText;
    this.header = Header.parse(headerText);
    this.parser = new CallParser(header, dates, notes);
  }

  /** Opens a report; {@link IllegalArgumentException} if its header is not that of a usage report. */
  public static UsageReport open(Path file, DateOrder dates) throws IOException {
    ReportLines lines = ReportLines.open(file);
    try {
      return new UsageReport(lines, headerLine(lines), dates);
    } catch (IOException | IllegalArgumentException e) {
      lines.close();
      throw e;
    }
  }

  /** The first line with titles of a usage report; the first line at all if there is none. */
  private static String headerLine(ReportLines lines) throws IOException {
    String first = "";
    ReportLines.Line line = lines.next();
    for (int above = 0; line != null && above <= MAX_LINES_ABOVE; above++) {
      boolean title = !line.text().isBlank() && !DELIMITER_LINE.matcher(line.text()).matches();
      if (title && Header.find(line.text()).isFound()) {
        return line.text();
      }
      first = title && first.isEmpty() ? line.text() : first;
      line = lines.next();
    }
    if (first.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    return first;
  }

  /** Whether the report has a column. */
  public boolean has(Column column) {
    return header.has(column);
  }

  /** The header row's text in the file. */
  public String headerText() {
    return headerText;
  }

  /** What was noticed in the rows read so far and in their file, in sentences for people. */
  public List<String> notes() {
    List<String> all = new ArrayList<>(lines.remarks());
    all.addAll(notes.sentences());
    return all;
  }

  /**
   * The next row; null after the last. Rows without any text and repeated headers are skipped. {@link
   * IllegalArgumentException} if the file is truncated or damaged.
   */
  public @Nullable Row next() throws IOException {
    for (ReportLines.Line line = line(); line != null; line = line()) {
      Row row = line.text().isBlank() ? null : row(line);
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  private @Nullable Row row(ReportLines.Line first) throws IOException {
    if (first.text().length() >= ReportLines.MAX_CHARS) {
      return new Row.Bad(first.number(), first.text(), "the line is too long", false);
    }
    Deque<ReportLines.Line> more = new ArrayDeque<>();
    StringBuilder text = new StringBuilder(first.text());
    Fields fields = Fields.split(first.text(), header.delimiter());
    while (fields instanceof Fields.Open && more.size() < MAX_LINES_OF_A_ROW) {
      ReportLines.Line next = line();
      if (next == null) {
        break;
      }
      more.add(next);
      text.append('\n').append(next.text());
      fields = Fields.split(text.toString(), header.delimiter());
    }
    return switch (fields) {
      case Fields.Whole whole -> call(first.number(), text.toString(), whole.unwrapped(header.delimiter()));
      case Fields.Open _ -> giveBack(first, more, "a quote is never closed");
      case Fields.Malformed _ -> giveBack(first, more, "there is text after a closing quote");
    };
  }

  private @Nullable Row call(long number, String text, List<String> fields) {
    if (Header.isBlank(fields) || header.isRepeatedBy(fields)) {
      return null;
    }
    try {
      Optional<String> otherProduct = parser.otherProduct(fields);
      return otherProduct.isPresent()
          ? new Row.Other(number, text, otherProduct.get())
          : new Row.Good(number, text, parser.parse(fields));
    } catch (ColumnFault e) {
      return new Row.Bad(number, text, String.valueOf(e.getMessage()), true);
    } catch (IllegalArgumentException e) {
      return new Row.Bad(number, text, String.valueOf(e.getMessage()), false);
    }
  }

  /**
   * Returns the lines after the first for reading again: only the first is bad, the others may be rows of their own.
   */
  private Row giveBack(ReportLines.Line first, Deque<ReportLines.Line> more, String reason) {
    while (!more.isEmpty()) {
      readAhead.addFirst(more.removeLast());
    }
    return new Row.Bad(first.number(), first.text(), reason, false);
  }

  private ReportLines.@Nullable Line line() throws IOException {
    return readAhead.isEmpty() ? lines.next() : readAhead.removeFirst();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
