package dev.tollbridge.server.api;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.server.rpc.NumberPlans;
import dev.tollbridge.server.rpc.NumberPlans.Fit;
import dev.tollbridge.v1.RateDeckWarningReason;

/** Finds rates that no call can match, and those that by the numbering plans none seems to. */
final class RateChecks {
  private static final NumberPlans PLANS = new NumberPlans();

  private final CallType callType;
  private final DeckWarnings warnings;

  RateChecks(CallType callType, DeckWarnings warnings) {
    this.callType = callType;
    this.warnings = warnings;
  }

  void check(Rate rate, long line, RowViolations row) {
    if (!rate.callerCountry().isEmpty()) {
      checkCaller(rate.callerCountry(), line, row);
    }
    if (!rate.country().isEmpty()) {
      checkCountry(rate, line, row);
    }
    if (callType == CallType.DIAL_OUT && rate.prefix().isEmpty() && rate.country().isEmpty()) {
      warnings.add(line, RateDeckWarningReason.RATE_DECK_WARNING_REASON_ANY_NUMBER,
          "prefix: is empty; the row is for every number that no other row is for");
    }
    int mostDigits = PLANS.mostDigits(rate.prefix(), Rate.MAX_NUMBER_DIGITS);
    if (rate.prefix().length() > mostDigits) {
      warnings.add(line, RateDeckWarningReason.RATE_DECK_WARNING_REASON_LONG_PREFIX,
          "prefix: " + rate.prefix() + " has " + rate.prefix().length() + " digits, numbers there at most "
              + mostDigits);
    }
  }

  private void checkCaller(String callerCountry, long line, RowViolations row) {
    if (callType != CallType.TOLL_FREE_DIAL_IN) {
      row.add(RateColumn.CALLER_COUNTRY, callerCountry
          + " never applies: only toll-free calls are priced by the caller's country");
    } else if (PLANS.fit("", callerCountry) != Fit.POSSIBLE) {
      warn(line, RateColumn.CALLER_COUNTRY, "no caller's number is in " + callerCountry);
    }
  }

  /** A service number of a worldwide service has the country that its operator gave it. */
  private void checkCountry(Rate rate, long line, RowViolations row) {
    String country = rate.country();
    if (callType != CallType.DIAL_OUT && PLANS.worldwide(rate.prefix())) {
      return;
    }
    switch (PLANS.fit(rate.prefix(), country)) {
      case POSSIBLE -> {
      }
      case NO_NUMBERS -> warn(line, RateColumn.COUNTRY, "no number that begins with " + rate.prefix() + " is in "
          + country);
      case OTHER_CALLING_CODE -> row.add(RateColumn.COUNTRY, "no number that begins with " + rate.prefix() + " is in "
          + country + ", whose calling code is " + PLANS.callingCodeOf(country));
    }
  }

  private void warn(long line, RateColumn column, String message) {
    warnings.add(line, RateDeckWarningReason.RATE_DECK_WARNING_REASON_COUNTRY_WITHOUT_NUMBERS,
        column.header + ": by the numbering plans, " + message);
  }
}
