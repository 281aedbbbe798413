package dev.tollbridge.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.LedgerEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerStatementTest {
  static final int ORGANIZATIONS = 4;
  private static final int MICROS = 500;
  private static final List<LedgerEntry.Kind> KINDS = List.of(LedgerEntry.Kind.values());

  @TempDir
  Path directory;

  /** Entries of some organizations, sometimes several at the same time. */
  static List<LedgerEntry> entries(Random random, int count) {
    long[] balances = new long[ORGANIZATIONS];
    long micros = 100;
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      int organization = random.nextInt(ORGANIZATIONS);
      LedgerEntry.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      long amount = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
      balances[organization] += amount;
      micros += random.nextInt(3);
      entries
          .add(new LedgerEntry(i, "organization-" + organization, kind, amount, balances[organization], "EUR", micros,
              "reference", ""));
    }
    return entries;
  }

  /** The same statement, by adding up one entry after the other. */
  static LedgerStatement fold(List<LedgerEntry> entries, String organizationId, long from, long to) {
    long opening = 0;
    long closing = 0;
    Map<LedgerEntry.Kind, LedgerStatement.Total> totals = new EnumMap<>(LedgerEntry.Kind.class);
    for (LedgerEntry entry : entries) {
      if (entry.organizationId().equals(organizationId) && entry.bookMicros() < to) {
        closing += entry.amountMicros();
        if (entry.bookMicros() < from) {
          opening += entry.amountMicros();
        } else {
          totals.merge(entry.kind(), new LedgerStatement.Total(1, entry.amountMicros()),
              (a, b) -> new LedgerStatement.Total(a.entryCount() + 1, a.amountMicros() + b.amountMicros()));
        }
      }
    }
    return new LedgerStatement(opening, totals, closing, entries.size());
  }

  static void assertAddsUp(LedgerStatement statement) {
    assertThat(statement.openingMicros()
        + statement.totals().values().stream().mapToLong(LedgerStatement.Total::amountMicros).sum())
        .isEqualTo(statement.closingMicros());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void statementsAreWhatTheEntriesComeTo(long seed) {
    var random = new Random(seed);
    List<LedgerEntry> entries = entries(random, 300);
    try (RecordStore store = RecordStore.open(directory.resolve("records.db"))) {
      entries.forEach(store::add);
      for (int round = 0; round < 200; round++) {
        String organizationId = "organization-" + random.nextInt(ORGANIZATIONS + 1);
        long from = random.nextInt(MICROS);
        long to = from + random.nextInt(MICROS);
        LedgerStatement statement = store.ledgerStatement(organizationId, from, to);
        assertThat(statement).as("seed %d, %s from %d to %d", seed, organizationId, from, to)
            .isEqualTo(fold(entries, organizationId, from, to));
        assertAddsUp(statement);
      }
    }
  }

  @Test
  void boundsThatLieOutsideAndEmptyRanges() {
    List<LedgerEntry> entries = entries(new Random(7), 50);
    String id = "organization-1";
    long first = entries.getFirst().bookMicros();
    long last = entries.getLast().bookMicros();
    long[][] ranges = {{Long.MIN_VALUE, Long.MAX_VALUE}, {Long.MIN_VALUE, first}, {0, 0}, {0, 50}, {first, first},
      {last, last}, {last + 1, last + 1}, {last + 1, Long.MAX_VALUE}, {Long.MAX_VALUE, Long.MAX_VALUE}};
    try (RecordStore store = RecordStore.open(directory.resolve("records.db"))) {
      entries.forEach(store::add);
      for (long[] range : ranges) {
        assertThat(store.ledgerStatement(id, range[0], range[1])).isEqualTo(fold(entries, id, range[0], range[1]));
      }
      assertThat(store.ledgerStatement("nobody", Long.MIN_VALUE, Long.MAX_VALUE))
          .isEqualTo(new LedgerStatement(0, Map.of(), 0, 50));
    }
  }

  /** Purchases and reductions of more than 64 bits hold, though no balance ever was as high. */
  @Test
  void sumsThatFitNoNumberAreReportedAsSuch() {
    long half = Long.MAX_VALUE / 2 + 1;
    try (RecordStore store = RecordStore.open(directory.resolve("records.db"))) {
      for (int i = 1; i <= 4; i += 2) {
        store.add(new LedgerEntry(i, "acme", LedgerEntry.Kind.PURCHASE, half, half, "EUR", i, "", ""));
        store.add(new LedgerEntry(i + 1, "acme", LedgerEntry.Kind.ADJUSTMENT, -half, 0, "EUR", i + 1, "", ""));
      }
      assertThatThrownBy(() -> store.ledgerStatement("acme", 0, Long.MAX_VALUE))
          .isInstanceOf(SumTooLargeException.class).hasMessageContaining("shorter time range");
      assertThat(store.ledgerStatement("acme", 0, 3).closingMicros()).isZero();
    }
  }

  @Test
  void itsEntriesAreThoseOfItsMoment() {
    List<LedgerEntry> entries = entries(new Random(8), 100);
    String id = "organization-0";
    try (RecordStore store = RecordStore.open(directory.resolve("records.db"))) {
      entries.subList(0, 60).forEach(store::add);
      LedgerStatement statement = store.ledgerStatement(id, 0, Long.MAX_VALUE);
      var scan = store.scanLedgerEntries(statement, id, 0, Long.MAX_VALUE);
      List<LedgerEntry> seen = new ArrayList<>(scan.next(2));
      entries.subList(60, 100).forEach(store::add);
      store.flush();
      for (List<LedgerEntry> more = scan.next(2); !more.isEmpty(); more = scan.next(2)) {
        seen.addAll(more);
      }
      assertThat(seen).isEqualTo(entries.subList(0, 60).stream()
          .filter(entry -> entry.organizationId().equals(id)).toList());
      assertThat(statement).isEqualTo(fold(entries.subList(0, 60), id, 0, Long.MAX_VALUE));
    }
  }
}
