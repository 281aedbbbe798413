package dev.tollbridge.server.api;

import java.util.regex.Pattern;

/**
 * Text from outside as a cell of a CSV file. Callers and ids can hold any text, also one that a spreadsheet would run as
 * a formula; such a text gets an apostrophe in front. Phone numbers are left as they are, their '+' too. So that the
 * apostrophe can be taken off again, a text that begins with one gets another.
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
