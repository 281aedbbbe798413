package dev.tollbridge.simulator.rater;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a deck's lines. Every method throws {@link IllegalArgumentException} for a wrong cell. */
final class DeckCells {
  private static final int DAY_MINUTES = 1440;
  private static final int EVERY_MINUTE = 60;
  private static final int MAX_INCREMENT = 3600;
  private static final int MAX_DIGITS = 15;
  private static final int MAX_DECIMALS = 6;
  private static final int MAX_CALLING_CODE_DIGITS = 3;
  private static final BigDecimal MAX_PRICE = new BigDecimal(1_000_000);
  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

  private final DeckColumns columns;
  private final boolean semicolons;
  /** The mark before decimals that the file was found to use; 0: none yet. */
  private char decimalMark;

  DeckCells(DeckColumns columns, boolean semicolons) {
    this.columns = columns;
    this.semicolons = semicolons;
  }

  DeckRow row(CsvRecord line) {
    if (columns.strays(line)) {
      throw new IllegalArgumentException("has a cell without a column");
    }
    boolean reject = reject(line);
    String prefix = prefix(line);
    int minDigits = digits(line, "min_digits");
    int maxDigits = digits(line, "max_digits");
    if (maxDigits > 0 && maxDigits < Math.max(minDigits, prefix.length())) {
      throw new IllegalArgumentException("max_digits " + maxDigits + " is below the prefix's or min_digits");
    }
    return new DeckRow(line.getStartingLineNumber(), prefix, columns.cell(line, "destination"),
        price(line, "price_per_minute", reject), price(line, "connection_fee", reject),
        seconds(line, "initial_increment_seconds", reject), seconds(line, "recurring_increment_seconds", reject),
        country(line, prefix), columns.cell(line, "caller_country"), reject, minDigits, maxDigits, window(line));
  }

  private boolean reject(CsvRecord line) {
    return switch (columns.cell(line, "action")) {
      case "", "price" -> false;
      case "reject" -> true;
      default -> throw new IllegalArgumentException("action must be price or reject");
    };
  }

  private String prefix(CsvRecord line) {
    String cell = columns.cell(line, "prefix");
    String prefix = cell.startsWith("+") || cell.startsWith("'") ? cell.substring(1) : cell;
    if (!prefix.matches("([1-9][0-9]{0,14})?") || prefix.isEmpty() != cell.isEmpty()) {
      throw new IllegalArgumentException("prefix " + cell + " is not 0 to 15 digits that do not begin with 0");
    }
    return prefix;
  }

  /** A country that no number of the prefix is in, as its calling code is another one's, is a mistake. */
  private String country(CsvRecord line, String prefix) {
    String country = columns.cell(line, "country");
    int code = !PLANS.getSupportedRegions().contains(country) ? 0 : PLANS.getCountryCodeForRegion(country);
    String own = Integer.toString(code);
    String other = callingCode(prefix);
    boolean possible = code == 0 || (other.isEmpty()
        ? own.startsWith(prefix) || prefix.length() >= MAX_CALLING_CODE_DIGITS
        : own.equals(other) || !PLANS.getRegionCodeForCountryCode(Integer.parseInt(other)).matches("[A-Z]{2}"));
    if (!possible) {
      throw new IllegalArgumentException("no number that begins with " + prefix + " is in " + country);
    }
    return country;
  }

  private static String callingCode(String prefix) {
    for (int length = 1; length <= Math.min(MAX_CALLING_CODE_DIGITS, prefix.length()); length++) {
      if (!PLANS.getRegionCodeForCountryCode(Integer.parseInt(prefix.substring(0, length))).equals("ZZ")) {
        return prefix.substring(0, length);
      }
    }
    return "";
  }

  /** Only a column that the file does not have at all, or a row that rejects calls, needs no price. */
  private BigDecimal price(CsvRecord line, String column, boolean reject) {
    String cell = columns.cell(line, column);
    if (cell.isEmpty()) {
      if (reject || !columns.has(column)) {
        return BigDecimal.ZERO;
      }
      throw new IllegalArgumentException("there is no " + column);
    }
    BigDecimal price = decimal(cell, column).stripTrailingZeros();
    if (price.signum() < 0 || price.compareTo(MAX_PRICE) > 0 || price.scale() > MAX_DECIMALS) {
      throw new IllegalArgumentException(column + " " + cell + " is not from 0 to 1000000 with at most 6 decimals");
    }
    return price;
  }

  private BigDecimal decimal(String cell, String column) {
    if (!cell.matches("[0-9]*[.,]?[0-9]*") || !cell.matches(".*[0-9].*")) {
      throw new IllegalArgumentException(column + " " + cell + " is not a decimal");
    }
    if (cell.matches("[1-9][0-9]{0,2},[0-9]{3}") && !semicolons) {
      throw new IllegalArgumentException(column + " " + cell + " may mean thousands or decimals");
    }
    char mark = cell.indexOf(',') >= 0 ? ',' : '.';
    if (cell.indexOf(mark) >= 0) {
      if (decimalMark != 0 && decimalMark != mark) {
        throw new IllegalArgumentException(column + " " + cell + " has another decimal mark than lines before");
      }
      decimalMark = mark;
    }
    return new BigDecimal("0" + cell.replace(',', '.') + (cell.indexOf(mark) == cell.length() - 1 ? "0" : ""));
  }

  private int seconds(CsvRecord line, String column, boolean reject) {
    String cell = columns.cell(line, column);
    if (cell.isEmpty() && (reject || !columns.has(column))) {
      return EVERY_MINUTE;
    }
    return number(cell, column, 1, MAX_INCREMENT);
  }

  private int digits(CsvRecord line, String column) {
    String cell = columns.cell(line, column);
    return cell.isEmpty() ? 0 : number(cell, column, 0, MAX_DIGITS);
  }

  private static int number(String cell, String column, int least, int most) {
    int number = cell.matches("[0-9]{1,6}") ? Integer.parseInt(cell) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException(column + " '" + cell + "' is not from " + least + " to " + most);
    }
    return number;
  }

  private @Nullable TimeWindow window(CsvRecord line) {
    String zone = columns.cell(line, "time_zone");
    String days = columns.cell(line, "days");
    String from = columns.cell(line, "from_time");
    String to = columns.cell(line, "to_time");
    if (zone.isEmpty()) {
      if (!days.isEmpty() || !from.isEmpty() || !to.isEmpty()) {
        throw new IllegalArgumentException("there is no time_zone");
      }
      return null;
    }
    int end = to.isEmpty() ? DAY_MINUTES : minute(to);
    return new TimeWindow(ZoneId.of(zone), days(days), from.isEmpty() ? 0 : minute(from), end == 0 ? DAY_MINUTES : end);
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] bounds = part.strip().split("-", 2);
      if (!part.isBlank()) {
        days.addAll(EnumSet.range(day(bounds[0]), day(bounds[bounds.length - 1])));
      }
    }
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  private static DayOfWeek day(String text) {
    return DayOfWeek.of(Integer.parseInt(text.strip()));
  }

  private static int minute(String text) {
    if (!text.matches("[0-9]{1,2}:[0-5][0-9](:00)?")) {
      throw new IllegalArgumentException(text + " is not a time of day");
    }
    String[] parts = text.split(":", 3);
    int minute = Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    if (minute > DAY_MINUTES) {
      throw new IllegalArgumentException(text + " is not a time of day");
    }
    return minute;
  }
}
