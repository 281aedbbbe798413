package dev.tollbridge.server.record.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY. */
final class CopyText {
  private static final int EXPECTED_ROW_LENGTH = 400;

  private final StringBuilder text;

  CopyText(int expectedRowCount) {
    text = new StringBuilder(expectedRowCount * EXPECTED_ROW_LENGTH);
  }

  void add(int shard, List<@Nullable String> values) {
    text.append(shard);
    for (String value : values) {
      text.append('\t');
      if (value == null) {
        text.append("\\N");
      } else {
        escape(storable(value));
      }
    }
    text.append('\n');
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The value as PostgreSQL can hold it: its text has no NUL, and one NUL must not stop all later rows. */
  static String storable(String value) {
    return value.replace('\0', '\uFFFD');
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }
}
