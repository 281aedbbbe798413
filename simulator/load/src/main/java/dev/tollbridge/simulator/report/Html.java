package dev.tollbridge.simulator.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of HTML; every text passed in is escaped. */
final class Html {
  private Html() {}

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<', '>', '&', '"', '\'' -> escaped.append("&#").append((int) c).append(';');
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** A table of cells that are HTML already; a note in its place if there are no rows. */
  static String table(List<String> head, Collection<String> rows) {
    if (rows.isEmpty()) {
      return "<p class=\"muted\">None.</p>";
    }
    String header = head.isEmpty() ? "" : "<thead><tr>" + String.join("", head) + "</tr></thead>";
    return "<div class=\"box\"><table class=\"figures\">" + header + "<tbody>"
        + rows.stream().map(row -> "<tr>" + row + "</tr>").collect(Collectors.joining("\n")) + "</tbody></table></div>";
  }

  static String head(String text) {
    return "<th>" + escape(text) + "</th>";
  }

  static String headOfNumbers(String text) {
    return "<th class=\"number\">" + escape(text) + "</th>";
  }

  static String cell(String text) {
    return "<td>" + escape(text) + "</td>";
  }

  static String code(String text) {
    return "<td><code>" + escape(text) + "</code></td>";
  }

  static String number(String text) {
    return "<td class=\"number\">" + escape(text) + "</td>";
  }

  static String judged(boolean good, String text) {
    return "<td class=\"" + (good ? "good" : "bad") + "\">" + escape(text) + "</td>";
  }
}
