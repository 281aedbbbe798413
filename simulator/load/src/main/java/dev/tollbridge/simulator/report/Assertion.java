package dev.tollbridge.simulator.report;

import java.util.OptionalDouble;

/**
 * A claim about a run's figures, such as {@code p99(ack)<20ms}.
 *
 * @param text as given
 * @param bound in the base of the measure's unit
 */
public record Assertion(String text, Measure measure, Relation relation, double bound) {

  /**
   * Parses an assertion; {@link IllegalArgumentException} gives the position of the mistake and the valid alternatives.
   */
  public static Assertion parse(String text) {
    return new AssertionParser(text).parse();
  }

  /** Checks it against a run. An assertion on the time of a metric without measurements fails. */
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
   * @param measured the figure, formatted for people
   */
  public record Checked(String text, boolean holds, String measured) {}
}
