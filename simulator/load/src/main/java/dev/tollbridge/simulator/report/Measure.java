package dev.tollbridge.simulator.report;

import java.util.OptionalDouble;

/** A figure of a run that can be asserted. */
sealed interface Measure {

  /** What the figure is counted in. */
  Unit unit();

  /** The figure in its unit's base; empty when nothing was measured. */
  OptionalDouble of(RunReport report);

  /** A percentile of a metric; 100 is the maximum. */
  record Percentile(Metric metric, double percentile) implements Measure {
    @Override
    public Unit unit() {
      return Unit.TIME;
    }

    @Override
    public OptionalDouble of(RunReport report) {
      LatencyFigures figures = report.figures(metric);
      return figures.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) figures.micros(percentile));
    }
  }

  /** A metric's average. */
  record Mean(Metric metric) implements Measure {
    @Override
    public Unit unit() {
      return Unit.TIME;
    }

    @Override
    public OptionalDouble of(RunReport report) {
      LatencyFigures figures = report.figures(metric);
      return figures.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(figures.meanMicros());
    }
  }

  /** How often a metric was measured. */
  record Count(Metric metric) implements Measure {
    @Override
    public Unit unit() {
      return Unit.COUNT;
    }

    @Override
    public OptionalDouble of(RunReport report) {
      return OptionalDouble.of((double) report.figures(metric).count());
    }
  }

  /** One of the run's counts. */
  record Total(Counter counter) implements Measure {
    @Override
    public Unit unit() {
      return Unit.COUNT;
    }

    @Override
    public OptionalDouble of(RunReport report) {
      return OptionalDouble.of((double) counter.of(report));
    }
  }

  /** Legs started a second. */
  record Rate() implements Measure {
    @Override
    public Unit unit() {
      return Unit.RATE;
    }

    @Override
    public OptionalDouble of(RunReport report) {
      return OptionalDouble.of(report.rate().achieved());
    }
  }
}
