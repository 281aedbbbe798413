package dev.tollbridge.simulator.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parses an assertion: {@code FUNCTION(METRIC)}, a counter or {@code rate}, then a comparison and a bound with its
 * unit.
 */
final class AssertionParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*");
  private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,3}(?:\\.\\d{1,4})?)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{1,9})?");
  private static final Pattern REST = Pattern.compile("\\S*");
  private static final String RATE = "rate";
  private static final double MAX = 100;

  private final String text;
  private int at;

  AssertionParser(String text) {
    this.text = text;
  }

  Assertion parse() {
    Measure measure = measure();
    Relation relation = relation();
    double bound = bound(measure.unit());
    if (skipBlanks() < text.length()) {
      throw wrong(at, "nothing more can follow");
    }
    return new Assertion(text, measure, relation, bound);
  }

  private Measure measure() {
    int from = skipBlanks();
    String name = match(NAME).orElseThrow(() -> wrong(from, "expected a figure: " + figures()));
    return skipBlanks() < text.length() && text.charAt(at) == '(' ? ofMetric(name, from) : total(name, from);
  }

  private Measure total(String name, int from) {
    if (name.equals(RATE)) {
      return new Measure.Rate();
    }
    return find(Counter.values(), Counter::label, name).map(Measure.Total::new)
        .orElseThrow(() -> wrong(from, "there is no '" + name + "': " + figures()));
  }

  private Measure ofMetric(String function, int functionAt) {
    at++;
    int metricAt = skipBlanks();
    String name = match(NAME).orElse("");
    Metric metric = find(Metric.values(), Metric::label, name).orElseThrow(
        () -> wrong(metricAt, "there is no metric '" + name + "': " + labels(Metric.values(), Metric::label)));
    if (skipBlanks() == text.length() || text.charAt(at) != ')') {
      throw wrong(at, "expected ')'");
    }
    at++;
    return function(function, functionAt, metric);
  }

  private Measure function(String name, int from, Metric metric) {
    Matcher percentile = PERCENTILE.matcher(name);
    if (percentile.matches() && Double.parseDouble(percentile.group(1)) <= MAX) {
      return new Measure.Percentile(metric, Double.parseDouble(percentile.group(1)));
    }
    return switch (name) {
      case "max" -> new Measure.Percentile(metric, MAX);
      case "mean" -> new Measure.Mean(metric);
      case "count" -> new Measure.Count(metric);
      default ->
        throw wrong(from, "there is no '" + name + "' of a metric: p50, p99, p99.99 and the like, max, mean, count");
    };
  }

  private Relation relation() {
    int from = skipBlanks();
    for (Relation relation : Relation.values()) {
      if (text.startsWith(relation.sign(), from)) {
        at += relation.sign().length();
        return relation;
      }
    }
    throw wrong(from, "expected a comparison: " + String.join(" ", Relation.signs()));
  }

  private double bound(Unit unit) {
    int from = skipBlanks();
    double number = Double.parseDouble(match(NUMBER).orElseThrow(() -> wrong(from, "expected a number")));
    int unitAt = skipBlanks();
    String name = match(REST).orElse("");
    Double factor = unit.factor(name);
    if (factor == null) {
      throw wrong(unitAt, "the unit must be " + unit.names());
    }
    return number * factor;
  }

  private Optional<String> match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher.group());
  }

  private int skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private IllegalArgumentException wrong(int position, String what) {
    return new IllegalArgumentException("'" + text + "', character " + (position + 1) + ": " + what);
  }

  private static String figures() {
    return "p99(METRIC), max(METRIC), mean(METRIC) or count(METRIC) with METRIC one of "
        + labels(Metric.values(), Metric::label) + "; " + RATE + "; or one of "
        + labels(Counter.values(), Counter::label);
  }

  private static <T> Optional<T> find(T[] all, Function<T, String> label, String name) {
    return Arrays.stream(all).filter(one -> label.apply(one).equals(name)).findFirst();
  }

  private static <T> String labels(T[] all, Function<T, String> label) {
    return Arrays.stream(all).map(label).collect(Collectors.joining(", "));
  }
}
