package dev.tollbridge.simulator.rater;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.v1.CallType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A deck's rows, searched in the simplest way: prefix by prefix, from the longest to the empty one. */
public final class DeckTable {
  /** Of one prefix: a row with a country, then the one for fewer hours, then the one for fewer lengths of numbers. */
  private static final Comparator<DeckRow> BEST_FIRST = Comparator.comparing((DeckRow row) -> row.country().isEmpty())
      .thenComparingInt(DeckRow::weeklyMinutes).thenComparingInt(DeckRow::lengths).thenComparingLong(DeckRow::fileRow);

  /** Caller country, then prefix; an empty caller country holds the rows for any caller. */
  private final Map<String, Map<String, List<DeckRow>>> rows = new HashMap<>();

  private DeckTable(List<DeckRow> all) {
    for (DeckRow row : all) {
      rows.computeIfAbsent(row.callerCountry(), _ -> new HashMap<>())
          .computeIfAbsent(row.prefix(), _ -> new ArrayList<>(1)).add(row);
    }
    rows.values().forEach(prefixes -> prefixes.values().forEach(list -> list.sort(BEST_FIRST)));
  }

  /** Parses a CSV file with prices in USD; {@link IllegalArgumentException} gives the line of a mistake. */
  public static DeckTable parse(byte[] csv) {
    return parse(csv, "USD");
  }

  /**
   * Parses a CSV file with prices in one currency, ISO 4217; {@link IllegalArgumentException} gives the line of a
   * mistake.
   */
  public static DeckTable parse(byte[] csv, String currency) {
    return parse(csv, currency, CallType.CALL_TYPE_TOLL_FREE_DIAL_IN);
  }

  /** Parses a CSV file that prices calls of one type, as {@link #parse(byte[], String)} does. */
  public static DeckTable parse(byte[] csv, String currency, CallType callType) {
    return new DeckTable(DeckReader.read(csv, currency, callType == CallType.CALL_TYPE_TOLL_FREE_DIAL_IN));
  }

  /** Whether a number has a price at an instant: it has a row, which does not reject it. */
  public boolean prices(PhoneNumber rated, Instant answer) {
    DeckRow row = find(rated, "", answer);
    return row != null && !row.reject();
  }

  /** Whether a number has a price at some time of the week. */
  public boolean prices(PhoneNumber rated) {
    Map<String, List<DeckRow>> prefixes = rows.getOrDefault("", Map.of());
    String digits = rated.digits();
    for (int length = digits.length(); length >= 0; length--) {
      for (DeckRow row : prefixes.getOrDefault(digits.substring(0, length), List.of())) {
        if (row.fits(rated)) {
          return !row.reject();
        }
      }
    }
    return false;
  }

  /** The expected cost of a leg that was answered at {@code answer}. */
  public Expectation expect(PhoneNumber rated, String callerCountry, Instant answer) {
    return new Expectation(find(rated, callerCountry, answer));
  }

  /** Whether the price of a number may depend on the time of day or the weekday. */
  public boolean dependsOnTime(PhoneNumber rated, String callerCountry) {
    return Stream.of(callerCountry, "").map(country -> rows.getOrDefault(country, Map.of()))
        .anyMatch(prefixes -> hasWindow(prefixes, rated.digits()));
  }

  private static boolean hasWindow(Map<String, List<DeckRow>> prefixes, String digits) {
    return IntStream.rangeClosed(0, digits.length()).mapToObj(length -> digits.substring(0, length))
        .flatMap(prefix -> prefixes.getOrDefault(prefix, List.of()).stream()).anyMatch(row -> row.window() != null);
  }

  @Nullable
  DeckRow find(PhoneNumber rated, String callerCountry, Instant answer) {
    DeckRow row = callerCountry.isEmpty() ? null : longest(callerCountry, rated, answer);
    return row == null ? longest("", rated, answer) : row;
  }

  private @Nullable DeckRow longest(String callerCountry, PhoneNumber rated, Instant answer) {
    Map<String, List<DeckRow>> prefixes = rows.getOrDefault(callerCountry, Map.of());
    String digits = rated.digits();
    for (int length = digits.length(); length >= 0; length--) {
      for (DeckRow row : prefixes.getOrDefault(digits.substring(0, length), List.of())) {
        if (row.applies(rated, answer)) {
          return row;
        }
      }
    }
    return null;
  }
}
