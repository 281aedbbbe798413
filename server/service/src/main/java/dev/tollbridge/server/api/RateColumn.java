package dev.tollbridge.server.api;

import java.util.Locale;

/** The columns of a rate deck's file. */
enum RateColumn {
  PREFIX(true), DESTINATION(true), PRICE_PER_MINUTE(true), CONNECTION_FEE(true), INITIAL_INCREMENT_SECONDS(
      true),
  RECURRING_INCREMENT_SECONDS(true), CURRENCY(true), COUNTRY(false), CALLER_COUNTRY(false), ACTION(
      false),
  MIN_DIGITS(false), MAX_DIGITS(false), TIME_ZONE(false), DAYS(false), FROM_TIME(false), TO_TIME(false);

  final boolean required;
  final String header = name().toLowerCase(Locale.ROOT);

  RateColumn(boolean required) {
    this.required = required;
  }
}
