package dev.tollbridge.cli;

import dev.tollbridge.v1.Leg;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** What changes among active legs from one look to the next. */
final class LegChanges implements Iterator<LegChanges.Change> {
  static final Table<Change> TABLE = Table.of(columns());

  private final Supplier<Iterable<Leg>> legs;
  private final Duration interval;
  private final int times;
  private final ArrayDeque<Change> changes = new ArrayDeque<>();
  private Map<Key, Leg> before = new HashMap<>();
  private int looks;

  /**
   * A leg that began, changed, or ended.
   *
   * @param what began, charged, the new state, or ended
   */
  record Change(Instant time, String what, Leg leg) {}

  private record Key(String bridgeId, String legId, String organizationId) {
    static Key of(Leg leg) {
      return new Key(leg.getBridgeId(), leg.getLegId(), leg.getOrganizationId());
    }
  }

  /** @param times how often to look; 0: forever */
  LegChanges(Supplier<Iterable<Leg>> legs, Duration interval, int times) {
    this.legs = legs;
    this.interval = interval;
    this.times = times;
  }

  private static List<Column<Change>> columns() {
    List<Column<Change>> columns = new ArrayList<>();
    columns.add(Column.text("time", change -> change.time().toString()));
    columns.add(Column.text("change", Change::what));
    LegCommands.LEG.columns().forEach(column -> columns.add(new Column<>(column.name(), column.number(),
        change -> column.of(change.leg()))));
    return columns;
  }

  @Override
  public boolean hasNext() {
    while (changes.isEmpty() && (times == 0 || looks < times)) {
      if (looks > 0) {
        pause();
      }
      look();
    }
    return !changes.isEmpty();
  }

  private void pause() {
    try {
      Thread.sleep(interval);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void look() {
    looks++;
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Map<Key, Leg> seen = new HashMap<>();
    for (Leg leg : LegFilter.inOrder(legs.get())) {
      Leg old = before.remove(Key.of(leg));
      seen.put(Key.of(leg), leg);
      if (!leg.equals(old)) {
        changes.add(new Change(now, old == null ? "began" : change(old, leg), leg));
      }
    }
    before.values().forEach(gone -> changes.add(new Change(now, "ended", gone)));
    before = seen;
  }

  private static String change(Leg old, Leg leg) {
    return LegCommands.state(old).equals(LegCommands.state(leg)) ? "charged" : LegCommands.state(leg);
  }

  @Override
  public Change next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return changes.remove();
  }
}
