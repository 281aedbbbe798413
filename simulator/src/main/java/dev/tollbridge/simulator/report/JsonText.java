package dev.tollbridge.simulator.report;

import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Maps, collections, texts, numbers and truth values as JSON, in ASCII that is safe inside HTML too. */
final class JsonText {
  private static final String SPECIAL = "\"\\<>&";

  private JsonText() {}

  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> object(map);
      case Collection<?> list -> array(list);
      case Double number when !Double.isFinite(number) -> "null";
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String object(Map<?, ?> map) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    map.forEach((name, value) -> members.add(quoted(String.valueOf(name)) + ":" + of(value)));
    return members.toString();
  }

  private static String array(Collection<?> list) {
    StringJoiner elements = new StringJoiner(",", "[", "]");
    list.forEach(element -> elements.add(of(element)));
    return elements.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || SPECIAL.indexOf(c) >= 0) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
