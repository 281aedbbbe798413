package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.usage.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The format of records: the text before each field, around texts and at the end. */
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
  /** One object per line; times and amounts are strings, so that they are exact. */
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

  /** The start of the report. */
  abstract byte[] header();

  /** The text before a field. */
  abstract byte[] lead(Column column);

  /** A field's text with the necessary quotes; the text has no control characters. */
  abstract byte[] text(String text);

  /** The end of a record. */
  byte[] end() {
    return bytes(end);
  }

  /** The quote around texts that need no escaping. */
  byte[] quote() {
    return bytes(quote);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
