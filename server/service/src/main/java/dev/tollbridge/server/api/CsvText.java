package dev.tollbridge.server.api;

import java.util.regex.Pattern;

/**
 * Text from outside as a cell of a CSV file. Callers and ids can hold any text, even one that a spreadsheet would run
 * as a formula; such text is prefixed with an apostrophe. Phone numbers are unchanged, including their '+'. So that the
 * apostrophe can be removed again, text that begins with one gets another.
 */
final class CsvText {
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*][0-9 ()./*-]*");
  private static final String DANGEROUS = "=+-@\t\r'";

  private CsvText() {}

  static String cell(String text) {
    boolean dangerous = !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0;
    return dangerous && !NUMBER.matcher(text).matches() ? "'" + text : text;
  }
}
