package dev.tollbridge.simulator.scenario;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many phone legs a conference has, from 1 to 250. */
public final class ConferenceSize {
  public static final int MAX = 250;
  private static final Pattern TEXT = Pattern.compile("(fixed|uniform|geometric|weights):([\\d.=,-]+)");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,3})-(\\d{1,3})");
  private static final Pattern WEIGHT = Pattern.compile("(\\d{1,3})=(\\d{1,7})");

  /** One to twelve legs, equally likely. */
  public static final ConferenceSize SMALL = parse("uniform:1-12");

  private final WeightedChoice sizes;
  private final double mean;

  /** Weights of the sizes 1 to 250. */
  private ConferenceSize(double[] weights) {
    sizes = new WeightedChoice(weights);
    double legs = 0;
    for (int size = 1; size <= MAX; size++) {
      legs += size * weights[size - 1];
    }
    mean = legs / Arrays.stream(weights).sum();
  }

  /**
   * Parses {@code fixed:8}, {@code uniform:1-12}, {@code geometric:6} (the mean before the cut at 250) or {@code
   * weights:2=50,8=40,250=10}.
   */
  public static ConferenceSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    double[] weights = matcher.matches() ? weights(matcher.group(1), matcher.group(2)) : null;
    if (weights == null) {
      throw new IllegalArgumentException("'" + text + "' is not fixed:N, uniform:MIN-MAX, geometric:MEAN or "
          + "weights:N=WEIGHT,… with sizes from 1 to " + MAX);
    }
    return new ConferenceSize(weights);
  }

  private static double @Nullable [] weights(String form, String text) {
    return switch (form) {
      case "fixed" -> range(text + "-" + text);
      case "uniform" -> range(text);
      case "geometric" -> geometric(text);
      default -> listed(text);
    };
  }

  private static double @Nullable [] range(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int least = Integer.parseInt(matcher.group(1));
    int most = Integer.parseInt(matcher.group(2));
    double[] weights = new double[MAX];
    if (least < 1 || least > most || most > MAX) {
      return null;
    }
    Arrays.fill(weights, least - 1, most, 1);
    return weights;
  }

  private static double @Nullable [] geometric(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3})?") || Double.parseDouble(text) < 1 || Double.parseDouble(text) > MAX) {
      return null;
    }
    double goesOn = 1 - 1 / Double.parseDouble(text);
    double[] weights = new double[MAX];
    for (int size = 1; size <= MAX; size++) {
      weights[size - 1] = StrictMath.pow(goesOn, size - 1);
    }
    return weights;
  }

  private static double @Nullable [] listed(String text) {
    double[] weights = new double[MAX];
    for (String part : text.split(",", -1)) {
      Matcher matcher = WEIGHT.matcher(part);
      int size = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
      if (size < 1 || size > MAX) {
        return null;
      }
      weights[size - 1] += Integer.parseInt(matcher.group(2));
    }
    return weights;
  }

  /** Average number of legs of a conference. */
  double mean() {
    return mean;
  }

  int next(RandomGenerator random) {
    return 1 + sizes.next(random);
  }
}
