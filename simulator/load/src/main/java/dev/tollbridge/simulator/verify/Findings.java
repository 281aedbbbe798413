package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.verify.Difference.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of all differences, and the first few in full. Any thread. */
public final class Findings {
  private static final int SHOWN = 10;

  private final List<Difference> first = new ArrayList<>();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final LongAdder minutes = new LongAdder();
  private long overdrawn;

  /** Minutes so far that were charged over the stream or covered by a leg's status. */
  public long minutes() {
    return minutes.sum();
  }

  /** The number of differences of a kind. */
  public synchronized long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Whether there are no differences. */
  public synchronized boolean isClean() {
    return counts.isEmpty();
  }

  /** The first differences, at most ten. */
  public synchronized List<Difference> first() {
    return List.copyOf(first);
  }

  /** Balances that were below zero in the end. Correct where use was reported that had not been paid for. */
  public synchronized long overdrawnCount() {
    return overdrawn;
  }

  /** Adds a balance below zero; no difference. */
  synchronized void overdrawn() {
    overdrawn++;
  }

  /** Adds correctly charged minutes. */
  void minutesSeen(long count) {
    minutes.add(count);
  }

  /** Adds something that is missing. */
  public void missing(String subject, String expected, String seen, long count) {
    add(new Difference(Kind.MISSING, subject, expected, seen, count));
  }

  /** Adds something that was received too often. */
  public void duplicated(String subject, String expected, String seen, long count) {
    add(new Difference(Kind.DUPLICATED, subject, expected, seen, count));
  }

  /** Adds something that differs. */
  public void wrong(String subject, Object expected, Object seen) {
    add(new Difference(Kind.WRONG, subject, expected.toString(), seen.toString(), 1));
  }

  private synchronized void add(Difference difference) {
    counts.merge(difference.kind(), difference.count(), Long::sum);
    if (first.size() < SHOWN) {
      first.add(difference);
    }
  }

  /** Adds the findings of another comparison. */
  public synchronized void add(Findings others) {
    others.first().forEach(difference -> {
      if (first.size() < SHOWN) {
        first.add(difference);
      }
    });
    overdrawn += others.overdrawnCount();
    for (Kind kind : Kind.values()) {
      if (others.count(kind) > 0) {
        counts.merge(kind, others.count(kind), Long::sum);
      }
    }
  }
}
