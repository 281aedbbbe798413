package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.scenario.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Latencies that faults of the load's own making lengthen: a minute falls due by the answer's time, and with these faults
 * the server hears of the answer later, or the time is off.
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

  /** A sentence about a metric; empty when nothing lengthens it. */
  String note(Metric metric) {
    return isOf(metric)
        ? "Counts what --faults " + String.join(" and ", faultsByMetric.getOrDefault(metric, List.of()))
            + " did, besides what the server took."
        : "";
  }

  /** A mark behind a metric's title; empty when nothing lengthens it. */
  String mark(Metric metric) {
    return isOf(metric) ? " *" : "";
  }
}
