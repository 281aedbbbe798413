package dev.tollbridge.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Registers meters, every one with a description and a base unit. */
final class Meters {
  private Meters() {}

  /** Last word of a meter's name, which is its unit: the registry would append any other. */
  static String unit(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).baseUnit(unit(name)).register(registry);
  }

  /** A counter that reads its value; lives as long as the registry. */
  static void counter(MeterRegistry registry, String name, String description, LongSupplier value, String... tags) {
    // Referenced by the function: the registry's own reference is weak.
    FunctionCounter.builder(name, registry, _ -> value.getAsLong()).tags(tags).description(description)
        .baseUnit(unit(name)).register(registry);
  }

  /** A gauge with a fraction. */
  static void fraction(MeterRegistry registry, String name, String description, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble).description(description).baseUnit(unit(name)).strongReference(true)
        .register(registry);
  }

  static void gauge(MeterRegistry registry, String name, String description, LongSupplier value, String... tags) {
    Gauge.builder(name, value::getAsLong).tags(tags).description(description).baseUnit(unit(name))
        .strongReference(true).register(registry);
  }

  /** A timer with buckets between two expected values; the registry's unit is seconds. */
  static Timer timer(MeterRegistry registry, String name, String description, Duration least, Duration most) {
    return Timer.builder(name).description(description).publishPercentileHistogram().minimumExpectedValue(least)
        .maximumExpectedValue(most).register(registry);
  }
}
