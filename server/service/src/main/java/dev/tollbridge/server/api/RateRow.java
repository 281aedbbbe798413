package dev.tollbridge.server.api;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tollbridge.core.money.Money;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.server.rpc.Codes;
import dev.tollbridge.server.rpc.Quoted;
import dev.tollbridge.server.rpc.Texts;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One row of a rate deck's file: reads its cells and collects their violations. */
final class RateRow {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{0," + Rate.MAX_PREFIX_DIGITS + "}");
  private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Pattern DESTROYED = Pattern.compile("[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]+");

  /** In a cell of several lines. */
  private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n\\t]+");

  private final RateHeader header;
  private final CsvRecord cells;
  private final RowViolations violations;
  private final DecimalCells decimals;

  RateRow(RateHeader header, CsvRecord cells, RowViolations violations, DecimalCells decimals) {
    this.header = header;
    this.cells = cells;
    this.violations = violations;
    this.decimals = decimals;
  }

  String currency() {
    String currency = cell(RateColumn.CURRENCY);
    if (!Codes.isCurrency(currency)) {
      violations.add(RateColumn.CURRENCY, currency, "an ISO 4217 code such as USD");
    }
    return currency;
  }

  /** The rate; null when something is wrong with the row. */
  @Nullable
  Rate rate() {
    boolean reject = reject();
    String prefix = prefix();
    String destination = destination();
    long price = micros(RateColumn.PRICE_PER_MINUTE, reject);
    long fee = micros(RateColumn.CONNECTION_FEE, reject);
    int initial = increment(RateColumn.INITIAL_INCREMENT_SECONDS, reject);
    int recurring = increment(RateColumn.RECURRING_INCREMENT_SECONDS, reject);
    String country = country(RateColumn.COUNTRY);
    String callerCountry = country(RateColumn.CALLER_COUNTRY);
    int minDigits = digitBound(RateColumn.MIN_DIGITS);
    int maxDigits = digitBound(RateColumn.MAX_DIGITS);
    if (maxDigits > 0 && maxDigits < minDigits) {
      violations.add(RateColumn.MAX_DIGITS, "is below min_digits");
    } else if (maxDigits > 0 && maxDigits < prefix.length()) {
      violations.add(RateColumn.MAX_DIGITS, maxDigits + " is fewer than the prefix has: no number can match");
    }
    TimeWindow window = new TimeWindowCells(header, cells, violations).window();
    return violations.found()
        ? null
        : new Rate(prefix, destination, price, fee, new Increments(initial, recurring), country, callerCountry, reject,
            minDigits, maxDigits, window);
  }

  private String cell(RateColumn column) {
    return header.cell(cells, column);
  }

  private boolean reject() {
    String action = cell(RateColumn.ACTION);
    if (!action.isEmpty() && !action.equals("price") && !action.equals("reject")) {
      violations.add(RateColumn.ACTION, action, "price or reject");
    }
    return action.equals("reject");
  }

  private String prefix() {
    String cell = cell(RateColumn.PREFIX);
    String prefix = cell.startsWith("+") || cell.startsWith("'") ? cell.substring(1) : cell;
    if (DESTROYED.matcher(prefix).matches()) {
      violations.add(RateColumn.PREFIX, Quoted.of(cell) + " was changed by a spreadsheet: format the column as text");
    } else if (!DIGITS.matcher(prefix).matches() || prefix.isEmpty() != cell.isEmpty()) {
      violations.add(RateColumn.PREFIX, Quoted.of(cell) + " is not 0 to " + Rate.MAX_PREFIX_DIGITS + " digits");
    } else if (prefix.startsWith("0")) {
      violations.add(RateColumn.PREFIX,
          Quoted.of(cell) + " begins with 0, as no number does: begin with the calling code, without 00");
    }
    return prefix;
  }

  private String destination() {
    String destination = LINE_BREAKS.matcher(cell(RateColumn.DESTINATION)).replaceAll(" ");
    if (destination.isEmpty() || destination.length() > Rate.MAX_DESTINATION_LENGTH) {
      violations.add(RateColumn.DESTINATION, destination, "1 to " + Rate.MAX_DESTINATION_LENGTH + " characters");
    }
    String control = Texts.control(destination);
    if (control != null) {
      violations.add(RateColumn.DESTINATION, Quoted.of(destination) + " has the control character " + control);
    }
    return destination;
  }

  /** A price; a row that rejects calls may leave it empty. */
  private long micros(RateColumn column, boolean optional) {
    String cell = cell(column);
    if (cell.isEmpty() && optional) {
      return 0;
    }
    long micros = parseMicros(cell, column);
    if (micros < 0 || micros > Rate.MAX_PRICE_MICROS) {
      violations.add(column, cell, "from 0 to " + Money.formatRoundedHalfUp(Rate.MAX_PRICE_MICROS));
    }
    return micros;
  }

  private long parseMicros(String cell, RateColumn column) {
    if (cell.isEmpty()) {
      violations.add(column, "is required");
      return 0;
    }
    try {
      return decimals.micros(cell, cells.getStartingLineNumber());
    } catch (IllegalArgumentException e) {
      violations.add(column, Quoted.of(cell) + " " + e.getMessage());
      return 0;
    }
  }

  private int increment(RateColumn column, boolean optional) {
    String cell = cell(column);
    if (cell.isEmpty() && optional) {
      return Increments.EVERY_MINUTE.initialSeconds();
    }
    return number(column, cell, 1, Increments.MAX_SECONDS);
  }

  private int digitBound(RateColumn column) {
    String cell = cell(column);
    return cell.isEmpty() ? 0 : number(column, cell, 0, Rate.MAX_NUMBER_DIGITS);
  }

  private int number(RateColumn column, String cell, int least, int most) {
    int number = SMALL_NUMBER.matcher(cell).matches() ? Integer.parseInt(cell) : -1;
    if (number < least || number > most) {
      violations.add(column, cell, "a whole number from " + least + " to " + most);
    }
    return number;
  }

  private String country(RateColumn column) {
    String country = cell(column);
    if (!country.isEmpty() && !Codes.isCountry(country)) {
      violations.add(column, country, "an ISO 3166 alpha-2 code such as US");
    }
    return country;
  }
}
