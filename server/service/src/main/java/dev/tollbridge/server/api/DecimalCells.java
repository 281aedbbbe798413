package dev.tollbridge.server.api;

import dev.tollbridge.core.money.Money;
import java.util.regex.Pattern;

/**
 * Reads the prices of one file. Decimals have a point or a comma, but the same in the whole file: where both occur, one
 * of them may separate thousands.
 */
final class DecimalCells {
  private static final Pattern MARK = Pattern.compile("[.,]");
  private static final Pattern PLAIN = Pattern.compile("[0-9]*\\.?[0-9]*");
  private static final Pattern THOUSANDS = Pattern.compile("[1-9][0-9]{0,2},[0-9]{3}");
  private static final Pattern SURPLUS_ZEROS = Pattern.compile("(\\.[0-9]{6})0+$");

  private final boolean commaIsDecimal;
  private long pointLine;
  private long commaLine;

  /** @param commaIsDecimal a comma before three digits is a decimal comma, as the separator of the file shows */
  DecimalCells(boolean commaIsDecimal) {
    this.commaIsDecimal = commaIsDecimal;
  }

  /**
   * Micros of a decimal.
   *
   * @throws IllegalArgumentException with the fault, which follows the cell in a sentence
   */
  long micros(String cell, long line) {
    boolean point = cell.indexOf('.') >= 0;
    boolean comma = cell.indexOf(',') >= 0;
    if (point && comma) {
      throw new IllegalArgumentException("has a comma and a point: write it without the one between thousands");
    }
    if (comma && !commaIsDecimal && THOUSANDS.matcher(cell).matches()) {
      throw new IllegalArgumentException("has a comma that may be between thousands or before decimals: use a point");
    }
    return plain(unmixed(cell, point, comma, line));
  }

  private String unmixed(String cell, boolean point, boolean comma, long line) {
    pointLine = point && pointLine == 0 ? line : pointLine;
    commaLine = comma && commaLine == 0 ? line : commaLine;
    if (point && commaLine > 0) {
      throw new IllegalArgumentException("has a point, but row " + commaLine + " has a decimal comma: use one of them");
    }
    if (comma && pointLine > 0) {
      throw new IllegalArgumentException("has a comma, but row " + pointLine + " has a decimal point: use one of them");
    }
    return cell.replace(',', '.');
  }

  private static long plain(String decimal) {
    boolean digits = MARK.matcher(decimal).replaceAll("").chars().anyMatch(c -> c >= '0' && c <= '9');
    String complete = digits && PLAIN.matcher(decimal).matches() ? complete(decimal) : decimal;
    try {
      return Money.parseMicros(SURPLUS_ZEROS.matcher(complete).replaceFirst("$1"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a decimal with at most 6 decimals", e);
    }
  }

  /** Digits on both sides of the point. */
  private static String complete(String decimal) {
    String led = decimal.startsWith(".") ? "0" + decimal : decimal;
    return led.endsWith(".") ? led + "0" : led;
  }
}
