package dev.tollbridge.core.tariff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An immutable table of rates, compiled for look-up; safe for any thread.
 *
 * <p>Rates for the caller's country come first, whatever their prefixes, then those for any caller. Within each group,
 * the longest prefix with an applicable rate wins; at the same prefix {@link #PRECEDENCE} decides.
 */
public final class RateDeck {
  public static final int MAX_RATES = 1_000_000;

  /**
   * Of two rates for the same prefix and callers, the narrower one comes first: one with a country before one without,
   * then the one whose window has fewer minutes a week (a rate without a window is the widest), then the one whose
   * bounds allow fewer lengths of numbers. Between equal ones the order of the file decides.
   */
  public static final Comparator<Rate> PRECEDENCE = Comparator.comparing((Rate rate) -> rate.country().isEmpty())
      .thenComparingInt(Rate::minutesPerWeek).thenComparingInt(Rate::lengthCount);

  private final List<Rate> rates;
  private final String fingerprint;
  private final SortedSet<String> zones;
  private final PrefixTrie anyCaller;
  private final Map<String, PrefixTrie> byCallerCountry;

  private RateDeck(List<Rate> rates, String fingerprint, Map<String, PrefixTrie> tries) {
    this.rates = rates;
    this.fingerprint = fingerprint;
    this.zones = Collections.unmodifiableSortedSet(zonesOf(rates));
    anyCaller = tries.getOrDefault("", PrefixTrie.of(List.of()));
    tries.remove("");
    byCallerCountry = Map.copyOf(tries);
  }

  /** Compiles rates given in the order of their file, at most {@link #MAX_RATES}. */
  public static RateDeck compile(List<Rate> rates) {
    return compile(rates, Fingerprint.of(rates));
  }

  static RateDeck compile(List<Rate> rates, String fingerprint) {
    if (rates.size() > MAX_RATES) {
      throw new IllegalArgumentException("more than " + MAX_RATES + " rates: " + rates.size());
    }
    List<Rate> ordered = List.copyOf(rates);
    Map<String, List<Rate>> byCallerCountry = new HashMap<>();
    for (Rate rate : ordered) {
      byCallerCountry.computeIfAbsent(rate.callerCountry(), _ -> new ArrayList<>()).add(rate);
    }
    Map<String, PrefixTrie> tries = new HashMap<>();
    byCallerCountry.forEach((country, group) -> tries.put(country, PrefixTrie.of(group)));
    return new RateDeck(ordered, fingerprint, tries);
  }

  /**
   * The rate of a number for a call answered at this instant, null if none applies.
   *
   * @param zones must include all of {@link #zones()}
   */
  public @Nullable Rate find(RatedNumber number, long atMicros, Zones zones) {
    PrefixTrie ofCaller = byCallerCountry.get(number.callerCountry());
    Rate rate = ofCaller == null ? null : ofCaller.find(number, atMicros, zones);
    return rate == null ? anyCaller.find(number, atMicros, zones) : rate;
  }

  /** The time zones that windows of these rates are in. */
  public static SortedSet<String> zonesOf(List<Rate> rates) {
    SortedSet<String> zones = new TreeSet<>();
    for (Rate rate : rates) {
      if (rate.window() != null) {
        zones.add(rate.window().zone());
      }
    }
    return zones;
  }

  /** The time zones that its windows are in. */
  public SortedSet<String> zones() {
    return zones;
  }

  /** The rates in the order of their file. */
  public List<Rate> rates() {
    return rates;
  }

  /** SHA-256 of the rates in their order, in lower-case hex: equal for equal rates, on every machine. */
  public String fingerprint() {
    return fingerprint;
  }
}
