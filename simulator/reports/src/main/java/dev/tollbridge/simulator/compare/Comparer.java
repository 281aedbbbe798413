package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.usage.Row;
import dev.tollbridge.simulator.usage.SeenIds;
import dev.tollbridge.simulator.usage.UsageCall;
import dev.tollbridge.simulator.usage.UsageReport;
import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reads a report once and computes both offers. Used once. */
public final class Comparer {
  private static final int BAD_ROWS_SHOWN = 5;

  private final CompareOptions options;
  private final CallPricer pricer;
  private final ZoneA zoneA = new ZoneA();
  private final UsageBook book = new UsageBook(zoneA);
  private final Map<String, Long> currencies = new TreeMap<>();
  private final SeenIds seen = new SeenIds();
  private final List<String> firstBad = new ArrayList<>();
  private final Map<String, Long> otherProducts = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> columnFaults = new HashSet<>();
  private long used;
  private long otherCurrency;
  private long repeated;
  private long bad;
  private String currency;

  public Comparer(CompareOptions options) {
    this.options = options;
    this.pricer = new CallPricer(options.decks());
    this.currency = options.currency();
    if (!currency.isEmpty()) {
      pricer.open(currency);
    }
  }

  /** Compares the offers; {@link IllegalArgumentException} gives the reason if they cannot be compared. */
  public Comparison compare(Path file) throws IOException {
    try (UsageReport report = UsageReport.open(file, options.dates())) {
      for (Row row = report.next(); row != null; row = report.next()) {
        switch (row) {
          case Row.Good good -> add(good);
          case Row.Other other -> otherProducts.merge(other.callType(), 1L, Long::sum);
          case Row.Bad unusable -> reject(unusable);
        }
      }
      notes.addAll(report.notes());
    }
    check();
    return comparison(String.valueOf(file.getFileName()));
  }

  private void add(Row.Good row) {
    UsageCall call = row.call();
    if (!belongs(call)) {
      otherCurrency++;
      return;
    }
    if (!seen.add(call.usageId())) {
      repeated++;
      return;
    }
    try {
      checkType(call);
      book.add(call, pricer.price(call));
      used++;
    } catch (IllegalArgumentException e) {
      reject(row.line(), String.valueOf(e.getMessage()));
    }
  }

  private static void checkType(UsageCall call) {
    if (call.callType() == CallType.CALL_TYPE_UNSPECIFIED) {
      throw new IllegalArgumentException("there is no Number Type, and no numbering plan has the service number '"
          + call.serviceNumber() + "': the call may be toll or toll-free");
    }
  }

  /** A call without a currency cost nothing and counts for any. */
  private boolean belongs(UsageCall call) {
    if (call.currency().isEmpty()) {
      return true;
    }
    currencies.merge(call.currency(), 1L, Long::sum);
    if (currency.isEmpty()) {
      currency = call.currency();
      pricer.open(currency);
    }
    return call.currency().equals(currency);
  }

  /** Of rows with the fault of a whole column, only the first is shown. */
  private void reject(Row.Bad row) {
    if (row.ofColumn() && !columnFaults.add(row.reason().substring(0, Math.max(0, row.reason().indexOf('\''))))) {
      bad++;
    } else {
      reject(row.line(), row.reason());
    }
  }

  private void reject(long line, String reason) {
    bad++;
    if (firstBad.size() < BAD_ROWS_SHOWN) {
      firstBad.add("line " + line + ": " + reason);
    }
  }

  private void check() {
    if (options.currency().isEmpty() && currencies.size() > 1) {
      throw new IllegalArgumentException("has calls in several currencies, which cannot be added: " + currencies
          + " calls; choose one with --currency");
    }
    if (book.isEmpty()) {
      throw new IllegalArgumentException("has no call that can be compared" + (otherProducts.isEmpty()
          ? ""
          : "; calls of other products: " + otherProducts) + (firstBad.isEmpty() ? "" : "; " + firstBad.getFirst()));
    }
    LicencePrice price = options.price();
    if (price != null && !currency.isEmpty() && !price.currency().equals(currency)) {
      throw new IllegalArgumentException("has charges in " + currency + ", and --licence-price is in "
          + price.currency() + ": give it in " + currency);
    }
  }

  private Comparison comparison(String file) {
    LicenceModel model = new LicenceModel(book);
    List<Organizer> ranked = organizers(model);
    Mixes mixes = new Mixes(model, ranked);
    LicencePrice price = options.price();
    List<LicenceModel.Month> months = model.share(mixes.licensed(options.licences()), options.licences());
    return new Comparison(file, currency, options.licences(), price,
        months.stream().map(this::pair).toList(), ranked,
        price == null ? Optional.empty() : Optional.of(mixes.tryAll(price.micros(), options.licences())),
        new Comparison.Reading(used, otherCurrency, repeated, seen.isFull(), bad, List.copyOf(firstBad),
            pricer.byDeck(), pricer.withoutRate(),
            pricer.byReport(), pricer.includedElsewhere(), zoneA.unknown(), otherProducts, List.copyOf(notes)));
  }

  private List<Organizer> organizers(LicenceModel model) {
    long[] alone = model.alone();
    return IntStream.range(0, book.organizers()).mapToObj(index -> {
      MonthUsage usage = book.usage(index);
      return new Organizer(index, book.name(index), usage.calls(), usage.byTheMinuteMicros(), alone[index]);
    }).sorted(Comparator.comparingLong(Organizer::coveredMicros).reversed().thenComparing(Organizer::name)).toList();
  }

  private Comparison.MonthPair pair(LicenceModel.Month licensed) {
    YearMonth month = licensed.month();
    MonthUsage all = new MonthUsage();
    IntStream.range(0, book.organizers()).forEach(organizer -> all.add(book.usage(organizer, month)));
    return new Comparison.MonthPair(all.calls(), all.byTheMinuteMicros(), licensed);
  }
}
