package dev.tollbridge.server.api;

import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.v1.RateDeckWarningReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds rows of one prefix that hide each other, or of which only the narrower one applies. */
final class RowOverlaps {
  /** A row is compared with so many rows before it: more of one prefix are no deck that people wrote. */
  private static final int MAX_COMPARED = 100;
  private static final int MINUTES_PER_HOUR = 60;

  private final DeckWarnings warnings;
  private final Instant at;

  private record Group(String prefix, String country, String callerCountry) {
    static Group of(Rate rate) {
      return new Group(rate.prefix(), rate.country(), rate.callerCountry());
    }
  }

  /** @param at decides how far apart the clocks of two time zones are */
  RowOverlaps(DeckWarnings warnings, Instant at) {
    this.warnings = warnings;
    this.at = at;
  }

  /** @param rows in the order of the file */
  void check(List<DeckRow> rows) {
    Map<Group, DeckRow> first = new HashMap<>();
    Map<Group, List<DeckRow>> several = new HashMap<>();
    for (DeckRow row : rows) {
      Group group = Group.of(row.rate());
      DeckRow before = first.putIfAbsent(group, row);
      if (before != null) {
        several.computeIfAbsent(group, _ -> new ArrayList<>(List.of(before))).add(row);
      }
    }
    several.values().stream().sorted(Comparator.comparingLong(group -> group.getFirst().line()))
        .takeWhile(_ -> !warnings.isFull()).forEach(this::checkGroup);
  }

  private void checkGroup(List<DeckRow> inFile) {
    List<DeckRow> byPrecedence = new ArrayList<>(inFile);
    byPrecedence.sort(Comparator.comparing(DeckRow::rate, RateDeck.PRECEDENCE));
    for (int i = 1; i < byPrecedence.size() && !warnings.isFull(); i++) {
      DeckRow row = byPrecedence.get(i);
      List<DeckRow> before = byPrecedence.subList(Math.max(0, i - MAX_COMPARED), i);
      if (hidden(row.rate(), before)) {
        warnings.add(row.line(), RateDeckWarningReason.RATE_DECK_WARNING_REASON_HIDDEN_ROW,
            "never applies: " + rowOf(before) + " of the same prefix come" + (before.size() == 1 ? "s" : "")
                + " before it for every number and at all times");
      } else {
        before.stream().filter(other -> overlaps(other, row)).findFirst().ifPresent(other -> warn(other, row));
      }
    }
  }

  private static String rowOf(List<DeckRow> rows) {
    return rows.size() == 1 ? "row " + rows.getFirst().line() : rows.size() + " rows";
  }

  /** Whether rows before it apply to each of its numbers at each of its times. */
  private boolean hidden(Rate rate, List<DeckRow> before) {
    BitSet minutes = WeekMinutes.of(rate.window(), at);
    for (int digits = rate.leastDigits(); digits <= rate.mostDigits(); digits++) {
      if (!WeekMinutes.covers(union(rate, before, digits), minutes)) {
        return false;
      }
    }
    return true;
  }

  /** When rows before it apply to numbers of a length. Clocks of different zones drift apart: they cover nothing. */
  private BitSet union(Rate rate, List<DeckRow> before, int digits) {
    BitSet covered = new BitSet(WeekMinutes.COUNT);
    String zone = zone(rate, before);
    for (DeckRow other : before) {
      TimeWindow window = other.rate().window();
      boolean counts = other.rate().leastDigits() <= digits && digits <= other.rate().mostDigits()
          && (window == null || window.zone().equals(zone));
      if (counts) {
        covered.or(WeekMinutes.of(window, at));
      }
    }
    return covered;
  }

  private static String zone(Rate rate, List<DeckRow> before) {
    TimeWindow own = rate.window();
    if (own != null) {
      return own.zone();
    }
    return before.stream().map(other -> other.rate().window()).filter(window -> window != null).map(TimeWindow::zone)
        .findFirst().orElse("");
  }

  private boolean overlaps(DeckRow first, DeckRow second) {
    boolean lengths = first.rate().leastDigits() <= second.rate().mostDigits()
        && second.rate().leastDigits() <= first.rate().mostDigits();
    TimeWindow firstWindow = first.rate().window();
    TimeWindow secondWindow = second.rate().window();
    if (!lengths || (firstWindow == null) != (secondWindow == null)) {
      return false;
    }
    return firstWindow == null
        ? first.line() > second.line() || !within(first.rate(), second.rate())
        : WeekMinutes.of(firstWindow, at).intersects(WeekMinutes.of(secondWindow, at));
  }

  private static boolean within(Rate inner, Rate outer) {
    return outer.leastDigits() <= inner.leastDigits() && inner.mostDigits() <= outer.mostDigits();
  }

  /** @param first comes before the other one where both apply */
  private void warn(DeckRow first, DeckRow second) {
    TimeWindow firstWindow = first.rate().window();
    TimeWindow secondWindow = second.rate().window();
    long later = Math.max(first.line(), second.line());
    String other = "row " + Math.min(first.line(), second.line());
    String why = RateDeck.PRECEDENCE.compare(first.rate(), second.rate()) == 0
        ? ", which comes first in the file, applies"
        : ", the narrower, applies";
    if (firstWindow != null && secondWindow != null) {
      BitSet shared = WeekMinutes.of(firstWindow, at);
      shared.and(WeekMinutes.of(secondWindow, at));
      warnings.add(later, RateDeckWarningReason.RATE_DECK_WARNING_REASON_OVERLAPPING_WINDOWS,
          "its time window overlaps that of " + other + " of the same prefix in " + duration(shared.cardinality())
              + " a week: then row " + first.line() + why);
    } else {
      warnings.add(later, RateDeckWarningReason.RATE_DECK_WARNING_REASON_OVERLAPPING_BOUNDS,
          "its bounds allow lengths of numbers that " + other + " of the same prefix allows, too: row " + first.line()
              + why + " to them");
    }
  }

  private static String duration(int minutes) {
    return minutes / MINUTES_PER_HOUR + ":" + (minutes % MINUTES_PER_HOUR < 10 ? "0" : "")
        + minutes % MINUTES_PER_HOUR + " h";
  }
}
