package dev.tollbridge.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** When legs start, as a shape of the rate over the load's duration. It does not depend on the server. */
public sealed interface Arrivals {
  /** Arrivals independent of each other, as callers are. */
  Timed POISSON = new Shaped(Form.POISSON, List.of(100.0));

  /** Arrivals determined by the rate and the duration. */
  sealed interface Timed extends Arrivals {
    /** The instants of one plan, at {@code perSecond} on average. */
    ArrivalTimes times(double perSecond, Duration duration);
  }

  /** The forms that a rate takes over the duration. */
  enum Form {
    /** Poisson at the rate. */
    POISSON,
    /** Evenly at the rate. */
    CONSTANT,
    /** Poisson; equal parts of the duration, each at a percentage of the rate. */
    STEP,
    /** Poisson; linear from one percentage of the rate to the next. */
    RAMP
  }

  /**
   * A rate that follows a form.
   *
   * @param percentages of the rate
   */
  record Shaped(Form form, List<Double> percentages) implements Timed {
    private static final double MAX_PERCENT = 10_000;

    public Shaped {
      percentages = List.copyOf(percentages);
      boolean valid = percentages.stream().allMatch(percent -> percent >= 0 && percent <= MAX_PERCENT);
      if (!valid || percentages.stream().allMatch(percent -> percent == 0)) {
        throw new IllegalArgumentException("percentages must be from 0 to 10000 and not all 0");
      }
      if (form == Form.RAMP && percentages.size() < 2) {
        throw new IllegalArgumentException("ramp needs two percentages or more, such as ramp:0,100");
      }
    }

    @Override
    public ArrivalTimes times(double perSecond, Duration duration) {
      RateCurve curve = new RateCurve(switch (form) {
        case RAMP -> ramp(perSecond / 100, seconds(duration));
        case POISSON, CONSTANT, STEP -> steps(perSecond / 100, seconds(duration));
      });
      return form == Form.CONSTANT ? ArrivalTimes.even(curve) : ArrivalTimes.poisson(curve);
    }

    private List<RateCurve.Piece> steps(double perPercent, double seconds) {
      List<RateCurve.Piece> pieces = new ArrayList<>();
      double length = seconds / percentages.size();
      for (int i = 0; i < percentages.size(); i++) {
        double rate = percentages.get(i) * perPercent;
        pieces.add(new RateCurve.Piece(i * length, (i + 1) * length, rate, rate));
      }
      return pieces;
    }

    private List<RateCurve.Piece> ramp(double perPercent, double seconds) {
      List<RateCurve.Piece> pieces = new ArrayList<>();
      double length = seconds / (percentages.size() - 1);
      for (int i = 0; i + 1 < percentages.size(); i++) {
        pieces.add(new RateCurve.Piece(i * length, (i + 1) * length, percentages.get(i) * perPercent,
            percentages.get(i + 1) * perPercent));
      }
      return pieces;
    }
  }

  /**
   * Meeting starts: Poisson within a spread after each full period, none otherwise. The first period begins at the
   * load's start; the rate is the average over a period.
   */
  record MeetingStarts(Duration every, Duration spread) implements Timed {
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    public MeetingStarts {
      if (!spread.isPositive() || spread.compareTo(every) > 0) {
        throw new IllegalArgumentException("the spread of meetings must be above 0 and at most their period");
      }
      if (every.compareTo(SHORTEST_PERIOD) < 0 || every.compareTo(Scenario.LONGEST) > 0) {
        throw new IllegalArgumentException("the period of meetings must be from 1s to 24h");
      }
    }

    @Override
    public ArrivalTimes times(double perSecond, Duration duration) {
      double period = seconds(every);
      double width = seconds(spread);
      double rate = perSecond * period / width;
      List<RateCurve.Piece> pieces = new ArrayList<>();
      for (int i = 0; i * period < seconds(duration); i++) {
        pieces.add(new RateCurve.Piece(i * period, i * period + width, rate, rate));
      }
      return ArrivalTimes.poisson(new RateCurve(pieces));
    }
  }

  /** Legs as listed in a file; the rate is not used. */
  record Trace(Path file) implements Arrivals {}

  /**
   * Parses {@code poisson}, {@code constant}, {@code step:25,50,75,100}, {@code ramp:0,100}, {@code meetings:30m,2m} or
   * {@code trace:FILE}.
   */
  static Arrivals parse(String text) {
    int colon = text.indexOf(':');
    String form = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (form.equals("trace") && !rest.isEmpty()) {
      return new Trace(Path.of(rest));
    }
    if (colon < 0 && form.equals("poisson")) {
      return POISSON;
    }
    if (colon < 0 && form.equals("constant")) {
      return new Shaped(Form.CONSTANT, List.of(100.0));
    }
    return switch (form) {
      case "step" -> new Shaped(Form.STEP, percentages(colon < 0 ? "25,50,75,100" : rest));
      case "ramp" -> new Shaped(Form.RAMP, percentages(colon < 0 ? "0,100" : rest));
      case "meetings" -> meetings(colon < 0 ? "30m,2m" : rest);
      default -> throw new IllegalArgumentException("'" + text + "' is not poisson, constant, step:PERCENT,…, "
          + "ramp:PERCENT,…, meetings:EVERY,SPREAD or trace:FILE");
    };
  }

  private static List<Double> percentages(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a list of percentages such as 25,50,100", e);
    }
  }

  private static MeetingStarts meetings(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("'" + text + "' is not a period and a spread such as 30m,2m");
    }
    return new MeetingStarts(DurationText.parse(parts[0]), DurationText.parse(parts[1]));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
