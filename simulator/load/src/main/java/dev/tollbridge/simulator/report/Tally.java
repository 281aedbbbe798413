package dev.tollbridge.simulator.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by reason. There are few reasons: names of statuses and enums. */
final class Tally {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(String reason) {
    counts.computeIfAbsent(reason, _ -> new LongAdder()).increment();
  }

  SortedMap<String, Long> counts() {
    SortedMap<String, Long> sorted = new TreeMap<>();
    counts.forEach((reason, count) -> sorted.put(reason, count.sum()));
    return sorted;
  }
}
