package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.scenario.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Latencies that the load's injected faults lengthen: a minute falls due relative to the time of the answer, and with
 * these faults the answer is reported later, or with a time that is off.
 */
final class Inflation {
  private final Map<Metric, List<String>> faultsByMetric = new EnumMap<>(Metric.class);

  private Inflation(Faults faults) {
    if (faults.late() > 0) {
      add("late", Metric.CHARGE_LATENESS, Metric.DISCONNECT);
    }
    if (faults.skew().compareTo(Duration.ZERO) > 0) {
      add("skew", Metric.FIRST_CHARGE, Metric.CHARGE_LATENESS, Metric.DISCONNECT);
    }
  }

  static Inflation of(RunReport report) {
    return new Inflation(report.reconciliation().identity().scenario().faults());
  }

  private void add(String fault, Metric... metrics) {
    Arrays.stream(metrics)
        .forEach(metric -> faultsByMetric.computeIfAbsent(metric, _ -> new ArrayList<>()).add(fault));
  }

  /** Whether a metric is lengthened. */
  boolean isOf(Metric metric) {
    return faultsByMetric.containsKey(metric);
  }

  /** A note on a metric; empty if nothing lengthens it. */
  String note(Metric metric) {
    return isOf(metric)
        ? "Includes delays by --faults " + String.join(" and ", faultsByMetric.getOrDefault(metric, List.of()))
            + ", in addition to the time of the server."
        : "";
  }

  /** A mark after a metric's title; empty if nothing lengthens it. */
  String mark(Metric metric) {
    return isOf(metric) ? " *" : "";
  }
}
