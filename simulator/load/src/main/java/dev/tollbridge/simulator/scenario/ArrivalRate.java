package dev.tollbridge.simulator.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Legs started per second of wall time, on average. */
public record ArrivalRate(double perSecond) {
  private static final double MAX_PER_SECOND = 100_000;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(?:/(s|m|h))?");

  public ArrivalRate {
    if (!(perSecond > 0 && perSecond <= MAX_PER_SECOND)) {
      throw new IllegalArgumentException("must be above 0/s and at most 100000/s");
    }
  }

  /** Parses {@code 50/s}, {@code 1200/m}, {@code 10000/h} or a bare number per second. */
  public static ArrivalRate parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a rate such as 50/s, 1200/m or 10000/h");
    }
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    double seconds = switch (unit) {
      case "m" -> 60;
      case "h" -> 3600;
      default -> 1;
    };
    return new ArrivalRate(Double.parseDouble(matcher.group(1)) / seconds);
  }
}
