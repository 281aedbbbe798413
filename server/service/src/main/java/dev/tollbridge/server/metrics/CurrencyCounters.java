package dev.tollbridge.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sums of money in micros, one for each currency. Exact up to 2^53 micros, nine billion units. */
final class CurrencyCounters {
  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  CurrencyCounters(MeterRegistry registry, String name, String description) {
    this.registry = registry;
    this.name = name;
    this.description = description;
  }

  /** @param micros 0 or more: counters only grow */
  void add(String currency, long micros) {
    Counter counter = counters.get(currency);
    if (counter == null) {
      counter = counters.computeIfAbsent(currency, this::register);
    }
    counter.increment((double) micros);
  }

  private Counter register(String currency) {
    return Counter.builder(name).tag("currency", currency).description(description).baseUnit(Meters.unit(name))
        .register(registry);
  }
}
