package dev.tollbridge.server.api;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a deck's file separates its cells, as its first lines show.
 *
 * @param separator the character between cells
 * @param separatorLine the file begins with a line such as {@code sep=;}, which is no row
 * @param shown the beginning of the first line that is not empty
 */
record DeckLayout(char separator, boolean separatorLine, String shown) {
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
  private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=.\"?", Pattern.CASE_INSENSITIVE);
  private static final int MAX_HEAD_CHARACTERS = 16 * 1024;

  /** Reads the beginning of the text; the header row is cut by the separator that shows the most columns in it. */
  static DeckLayout of(Reader text) throws IOException {
    char[] head = new char[MAX_HEAD_CHARACTERS];
    int length = 0;
    for (int read = 0; read >= 0 && length < head.length; read = text.read(head, length, head.length - length)) {
      length += read;
    }
    boolean separatorLine = false;
    for (String line : new String(head, 0, length).split("\r\n|\r|\n", -1)) {
      if (!separatorLine && SEPARATOR_LINE.matcher(Blanks.strip(line)).matches()) {
        separatorLine = true;
      } else if (!Blanks.isBlank(line.replaceAll("[,;|\"]", ""))) {
        return new DeckLayout(separator(line), separatorLine, line);
      }
    }
    return new DeckLayout(SEPARATORS.getFirst(), separatorLine, "");
  }

  private static char separator(String line) {
    char best = SEPARATORS.getFirst();
    long mostColumns = 0;
    for (char separator : SEPARATORS) {
      long columns = Pattern.compile(Pattern.quote(String.valueOf(separator))).splitAsStream(line)
          .filter(cell -> RateHeader.isColumn(cell.replace("\"", ""))).count();
      if (columns > mostColumns) {
        mostColumns = columns;
        best = separator;
      }
    }
    return best;
  }

  /** The separator as messages name it. */
  String separatorName() {
    return switch (separator) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      default -> String.format(Locale.ROOT, "'%c'", separator);
    };
  }
}
