package dev.tollbridge.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One counter for each constant of an enum, which is its label in lower case. Each is looked up in the registry once. */
final class ReasonCounters {
  private final MeterRegistry registry;
  private final String name;
  private final String label;
  private final String description;
  private final Map<Enum<?>, Counter> counters = new ConcurrentHashMap<>();

  ReasonCounters(MeterRegistry registry, String name, String label, String description) {
    this.registry = registry;
    this.name = name;
    this.label = label;
    this.description = description;
  }

  /** Shows these constants from the start, at 0: a series that appears late hides its first increase. */
  ReasonCounters startingWith(Enum<?>... constants) {
    for (Enum<?> constant : constants) {
      counters.put(constant, register(constant));
    }
    return this;
  }

  void increment(Enum<?> constant) {
    Counter counter = counters.get(constant);
    if (counter == null) {
      counter = counters.computeIfAbsent(constant, this::register);
    }
    counter.increment();
  }

  private Counter register(Enum<?> constant) {
    return Counter.builder(name).tag(label, constant.name().toLowerCase(Locale.ROOT)).description(description)
        .baseUnit(Meters.unit(name)).register(registry);
  }
}
