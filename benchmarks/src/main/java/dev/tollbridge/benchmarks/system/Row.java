package dev.tollbridge.benchmarks.system;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param key names it across runs
 * @param what says it to a reader
 * @param goal null when there is none
 * @param baseline what the same machine does at best, in the same unit; null when it was not measured
 */
record Row(String key, String what, double figure, String unit, @Nullable Goal goal, @Nullable Baseline baseline) {
  /** A bound that the figure should keep. */
  record Goal(boolean atMost, double bound) {
    static Goal atMost(double bound) {
      return new Goal(true, bound);
    }

    static Goal atLeast(double bound) {
      return new Goal(false, bound);
    }

    boolean isMet(double figure) {
      return atMost ? figure <= bound : figure >= bound;
    }

    @Override
    public String toString() {
      return (atMost ? "≤ " : "≥ ") + number(bound);
    }
  }

  /** What a bare loop does. */
  record Baseline(String what, double figure) {}

  static Row of(String key, String what, double figure, String unit) {
    return new Row(key, what, figure, unit, null, null);
  }

  Row withGoal(Goal wanted) {
    return new Row(key, what, figure, unit, wanted, baseline);
  }

  Row withBaseline(@Nullable Baseline bare) {
    return new Row(key, what, figure, unit, goal, bare);
  }

  boolean isMissed() {
    return goal != null && !goal.isMet(figure);
  }

  String verdict() {
    return goal == null ? "" : isMissed() ? "missed" : "met";
  }

  /** Short enough for a table, exact enough for a comparison. */
  static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 1 ? "%.1f" : "%.3f",
        value);
  }
}
