package dev.tollbridge.simulator.load;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How often each kind of fault was injected; any thread adds to it. */
final class FaultCounts {
  private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

  /** A kind of injected fault. */
  enum Kind {
    /** A message was sent twice. */
    DUPLICATED,
    /** A message was sent after the next one. */
    REORDERED,
    /** A message was lost. */
    LOST,
    /** The server rejected the message after a gap. */
    GAPS_REFUSED,
    /** A stream was cut. */
    DROPPED,
    /** A bridge crashed. */
    CRASHED,
    /** The answer or the end of a leg was reported late. */
    LATE,
    /** A leg with a malformed number was rejected. */
    REFUSED
  }

  FaultCounts() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  void add(Kind kind) {
    LongAdder adder = counts.get(kind);
    if (adder != null) {
      adder.increment();
    }
  }

  @Override
  public String toString() {
    return "faults: " + counts.entrySet().stream()
        .map(count -> count.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-') + "=" + count.getValue())
        .collect(Collectors.joining(" "));
  }
}
