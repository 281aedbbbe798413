package dev.tollbridge.simulator.usage;

import java.util.ArrayList;
import java.util.List;

/** The result of splitting a line by RFC 4180. */
sealed interface Fields {

  /** All fields of a row. */
  record Whole(List<String> fields) implements Fields {

    /** The fields of a row that a spreadsheet took for a single one, and quoted once more; otherwise the same. */
    List<String> unwrapped(char delimiter) {
      return fields.size() == 1 && split(fields.getFirst(), delimiter) instanceof Whole inner ? inner.fields : fields;
    }
  }

  /** A quoted field continues in the next line. */
  record Open() implements Fields {}

  /** There is text after a closing quote. */
  record Malformed() implements Fields {}

  static Fields split(String text, char delimiter) {
    List<String> fields = new ArrayList<>(24);
    int at = 0;
    while (true) {
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      int end = quoted ? closingQuote(text, at + 1) + 1 : text.indexOf(delimiter, at);
      if (quoted && end == 0) {
        return new Open();
      }
      int past = end < 0 ? text.length() : end;
      fields.add(quoted ? text.substring(at + 1, past - 1).replace("\"\"", "\"") : text.substring(at, past));
      if (past == text.length()) {
        return new Whole(fields);
      }
      if (text.charAt(past) != delimiter) {
        return new Malformed();
      }
      at = past + 1;
    }
  }

  /** Position of the quote that ends a field; -1: none. */
  private static int closingQuote(String text, int from) {
    int at = text.indexOf('"', from);
    while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == '"') {
      at = text.indexOf('"', at + 2);
    }
    return at;
  }
}
