package dev.tollbridge.simulator.report;

import java.util.OptionalDouble;

/**
 * A claim about a run's figures, such as {@code p99(ack)<20ms}.
 *
 * @param text as given
 * @param bound in the base of the measure's unit
 */
public record Assertion(String text, Measure measure, Relation relation, double bound) {

  /** Reads one; {@link IllegalArgumentException} names the place of what is wrong, and what there is instead. */
  public static Assertion parse(String text) {
    return new AssertionParser(text).parse();
  }

  /** Holds it against a run. Of a metric that measured nothing no time can be claimed. */
  Checked check(RunReport report) {
    OptionalDouble figure = measure.of(report);
    if (figure.isEmpty()) {
      return new Checked(text, false, "nothing was measured");
    }
    return new Checked(text, relation.holds(figure.getAsDouble(), bound),
        "measured " + measure.unit().text(figure.getAsDouble()));
  }

  /**
   * An assertion's outcome.
   *
   * @param measured the figure, for people
   */
  public record Checked(String text, boolean holds, String measured) {}
}
