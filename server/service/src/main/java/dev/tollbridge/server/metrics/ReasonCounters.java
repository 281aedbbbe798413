package dev.tollbridge.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One counter for each constant of an enum, which is its label in lower case, without the enum's own name if it begins
 * with that. Each is looked up in the registry once.
 */
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

  /** {@code END_IN_FUTURE} and {@code NOTICE_REASON_END_IN_FUTURE} of {@code NoticeReason} are both end_in_future. */
  private static String value(Enum<?> constant) {
    String type = constant.getDeclaringClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    String prefix = type.toUpperCase(Locale.ROOT) + "_";
    String name = constant.name();
    return (name.startsWith(prefix) ? name.substring(prefix.length()) : name).toLowerCase(Locale.ROOT);
  }

  private Counter register(Enum<?> constant) {
    return Counter.builder(name).tag(label, value(constant)).description(description)
        .baseUnit(Meters.unit(name)).register(registry);
  }
}
