package dev.tollbridge.simulator.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A usage report, read row by row: commas, tabs, semicolons or bars, UTF-8 or UTF-16, compressed or not, columns in any
 * order, more or fewer than twenty. Bad rows are returned as such with their text; reading continues after them.
 */
public final class UsageReport implements AutoCloseable {
  /** A field that has not ended after this many lines has a misplaced quote. */
  private static final int MAX_LINES_OF_A_ROW = 20;

  private final ReportLines lines;
  private final Header header;
  private final String headerText;
  private final CallParser parser;
  private final Deque<ReportLines.Line> readAhead = new ArrayDeque<>();

  private UsageReport(ReportLines lines, String headerText) {
    this.lines = lines;
    this.headerText = headerText;
    this.header = Header.parse(headerText);
    this.parser = new CallParser(header);
  }

  /** Opens a report; {@link IllegalArgumentException} if its header is not that of a usage report. */
  public static UsageReport open(Path file) throws IOException {
    ReportLines lines = ReportLines.open(file);
    try {
      ReportLines.Line first = lines.next();
      while (first != null && first.text().isBlank()) {
        first = lines.next();
      }
      if (first == null) {
        throw new IllegalArgumentException("is empty");
      }
      return new UsageReport(lines, first.text());
    } catch (IOException | IllegalArgumentException e) {
      lines.close();
      throw e;
    }
  }

  /** Whether the report has a column. */
  public boolean has(Column column) {
    return header.has(column);
  }

  /** The header row's text in the file. */
  public String headerText() {
    return headerText;
  }

  /**
   * The next row; null after the last. Blank lines are skipped. {@link IllegalArgumentException} if the file is
   * truncated or damaged.
   */
  public @Nullable Row next() throws IOException {
    ReportLines.Line line = line();
    while (line != null && line.text().isBlank()) {
      line = line();
    }
    return line == null ? null : row(line);
  }

  private Row row(ReportLines.Line first) throws IOException {
    if (first.text().length() >= ReportLines.MAX_CHARS) {
      return new Row.Bad(first.number(), first.text(), "the line is too long");
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
      case Fields.Whole whole -> call(first.number(), text.toString(), whole);
      case Fields.Open _ -> giveBack(first, more, "a quote is never closed");
      case Fields.Malformed _ -> giveBack(first, more, "there is text after a closing quote");
    };
  }

  private Row call(long number, String text, Fields.Whole whole) {
    try {
      return new Row.Good(number, text, parser.parse(whole.fields()));
    } catch (IllegalArgumentException e) {
      return new Row.Bad(number, text, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the lines after the first for reading again: only the first is bad, the others may be rows of their own.
   */
  private Row giveBack(ReportLines.Line first, Deque<ReportLines.Line> more, String reason) {
    while (!more.isEmpty()) {
      readAhead.addFirst(more.removeLast());
    }
    return new Row.Bad(first.number(), first.text(), reason);
  }

  private ReportLines.@Nullable Line line() throws IOException {
    return readAhead.isEmpty() ? lines.next() : readAhead.removeFirst();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
