package dev.tollbridge.cli;

import dev.tollbridge.v1.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of a deck that another deck has not, or prices differently.
 *
 * @param before null: the row was added
 * @param after null: the row was removed
 */
record DeckDifference(@Nullable Rate before, @Nullable Rate after) {
  static final Table<DeckDifference> TABLE = Table.of(Column.text("change", DeckDifference::change),
      Column.text("prefix", each -> each.any().getPrefix()),
      Column.text("destination", each -> each.any().getDestination()),
      Column.text("country", each -> each.any().getCountryCode()),
      Column.text("caller_country", each -> each.any().getCallerCountryCode()),
      Column.number("old_price", each -> each.old(DeckDifference::price)),
      Column.number("new_price", each -> each.now(DeckDifference::price)),
      Column.number("old_fee", each -> each.old(rate -> DeckRows.decimal(rate.getConnectionFeeMicros()))),
      Column.number("new_fee", each -> each.now(rate -> DeckRows.decimal(rate.getConnectionFeeMicros()))),
      Column.text("old_increments", each -> each.old(DeckDifference::increments)),
      Column.text("new_increments", each -> each.now(DeckDifference::increments)));

  /** Removed and changed rows in the order of the old deck, then added ones in that of the new one. */
  static List<DeckDifference> between(Iterable<Rate> before, Iterable<Rate> after) {
    Map<Rate, Rate> old = byConditions(before);
    Map<Rate, Rate> now = byConditions(after);
    List<DeckDifference> differences = new ArrayList<>();
    old.forEach((key, rate) -> {
      Rate other = now.get(key);
      if (!rate.equals(other)) {
        differences.add(new DeckDifference(rate, other));
      }
    });
    now.forEach((key, rate) -> {
      if (!old.containsKey(key)) {
        differences.add(new DeckDifference(null, rate));
      }
    });
    return differences;
  }

  /** The first row for each set of conditions; later ones never apply. */
  private static Map<Rate, Rate> byConditions(Iterable<Rate> rates) {
    Map<Rate, Rate> rows = new LinkedHashMap<>();
    rates.forEach(rate -> rows.putIfAbsent(rate.toBuilder().clearDestination().clearPricePerMinuteMicros()
        .clearConnectionFeeMicros().clearInitialIncrementSeconds().clearRecurringIncrementSeconds().clearReject()
        .build(), rate));
    return rows;
  }

  private String change() {
    return before == null ? "added" : after == null ? "removed" : "changed";
  }

  private Rate any() {
    return after == null ? Objects.requireNonNull(before) : after;
  }

  private String old(Function<Rate, String> text) {
    return before == null ? "" : text.apply(before);
  }

  private String now(Function<Rate, String> text) {
    return after == null ? "" : text.apply(after);
  }

  private static String price(Rate rate) {
    return rate.getReject() ? "reject" : DeckRows.decimal(rate.getPricePerMinuteMicros());
  }

  private static String increments(Rate rate) {
    return rate.getInitialIncrementSeconds() + "/" + rate.getRecurringIncrementSeconds();
  }
}
