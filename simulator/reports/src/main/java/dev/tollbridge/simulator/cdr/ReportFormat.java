package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.usage.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a record is written: what stands before each field, around texts and at the end. */
public enum ReportFormat {
  /** RFC 4180, with a header row. */
  CSV("\r\n", "") {
    @Override
    byte[] header() {
      return bytes(Arrays.stream(Column.values()).map(Column::header).collect(Collectors.joining(",")) + "\r\n");
    }

    @Override
    byte[] lead(Column column) {
      return bytes(column == Column.USAGE_ID ? "" : ",");
    }

    @Override
    byte[] text(String text) {
      return bytes(text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"');
    }
  },
  /** An object a line; times and amounts are texts, exact as they stand. */
  JSONL("}\n", "\"") {
    @Override
    byte[] header() {
      return new byte[0];
    }

    @Override
    byte[] lead(Column column) {
      return bytes((column == Column.USAGE_ID ? "{\"" : ",\"") + column.jsonName() + "\":");
    }

    @Override
    byte[] text(String text) {
      return bytes('"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
  };

  private final String end;
  private final String quote;

  ReportFormat(String end, String quote) {
    this.end = end;
    this.quote = quote;
  }

  /** What the report begins with. */
  abstract byte[] header();

  /** What stands before a field. */
  abstract byte[] lead(Column column);

  /** A field's text with the quotes that it needs; the text has no control characters. */
  abstract byte[] text(String text);

  /** What a record ends with. */
  byte[] end() {
    return bytes(end);
  }

  /** What stands around texts that need no escaping. */
  byte[] quote() {
    return bytes(quote);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
