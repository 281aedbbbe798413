package dev.tollbridge.simulator.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Maps, lists, whole numbers and texts as JSON. */
final class JsonText {
  private JsonText() {}

  static String of(Object value) {
    StringBuilder json = new StringBuilder();
    write(value, json);
    return json.toString();
  }

  private static void write(Object value, StringBuilder json) {
    switch (value) {
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.append(separator).append(quoted(String.valueOf(entry.getKey()))).append(':');
          write(entry.getValue(), json);
          separator = ",";
        }
        json.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        json.append('[');
        for (int i = 0; i < list.size(); i++) {
          json.append(i == 0 ? "" : ",");
          write(list.get(i), json);
        }
        json.append(']');
      }
      case Number number -> json.append(number);
      default -> json.append(quoted(value.toString()));
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append((char) c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
      } else {
        quoted.append((char) c);
      }
    });
    return quoted.append('"').toString();
  }
}
