package dev.tollbridge.simulator.usage;

import java.util.Locale;
import java.util.stream.Collectors;

/** The order of day, month and year in dates of digits such as 5/11/2026. */
public enum DateOrder {
  /** Not stated: dates that have one reading only are understood. */
  UNSTATED(""), DAY_FIRST("dmy"), MONTH_FIRST("mdy"), YEAR_FIRST("ymd");

  private final String letters;

  DateOrder(String letters) {
    this.letters = letters;
  }

  /** Parses {@code dmy}, {@code mdy}, {@code ymd}, or a pattern such as {@code M/d/yyyy h:mm a}. */
  public static DateOrder parse(String text) {
    String letters = letters(text).chars().distinct().mapToObj(Character::toString).collect(Collectors.joining());
    for (DateOrder order : values()) {
      if (!letters.isEmpty() && order.letters.equals(letters)) {
        return order;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not dmy, mdy, ymd or a pattern with day, month and year such as M/d/yyyy h:mm a");
  }

  /** The option's text for this order. */
  String letters() {
    return letters;
  }

  /** The letters of day, month and year; m is a minute in a pattern that has M, and M one in a pattern with %. */
  private static String letters(String text) {
    boolean lowerMonth = text.contains("%") || !text.contains("M");
    return text.replaceAll(lowerMonth ? "[^dDmyY]" : "[^dDMyY]", "").toLowerCase(Locale.ROOT);
  }
}
