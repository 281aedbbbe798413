package dev.tollbridge.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long legs last, in call time. */
public sealed interface Hold {
  /** Upper limit of every hold, whatever the distribution; the server's own limit is 30 hours. */
  Duration LONGEST = Duration.ofHours(24);

  /** One leg's hold in microseconds, at most {@link #LONGEST}. */
  default long nextMicros(RandomGenerator random) {
    return (long) Math.min(sampleMicros(random), LONGEST.toNanos() / 1000.0);
  }

  /** One sample before the upper limit is applied. */
  double sampleMicros(RandomGenerator random);

  /** Every leg lasts equally long. */
  record Fixed(Duration length) implements Hold {
    @Override
    public double sampleMicros(RandomGenerator random) {
      return length.toNanos() / 1000.0;
    }
  }

  /** Exponential: many short legs, few long ones. */
  record Exponential(Duration mean) implements Hold {
    @Override
    public double sampleMicros(RandomGenerator random) {
      return random.nextExponential() * mean.toNanos() / 1000.0;
    }
  }

  /** Lognormal: half of the legs last longer than the median; sigma widens the tail. */
  record Lognormal(Duration median, double sigma) implements Hold {
    private static final double MAX_SIGMA = 5;

    public Lognormal {
      if (!(sigma >= 0 && sigma <= MAX_SIGMA)) {
        throw new IllegalArgumentException("sigma must be from 0 to 5");
      }
    }

    @Override
    public double sampleMicros(RandomGenerator random) {
      return StrictMath.exp(sigma * random.nextGaussian()) * median.toNanos() / 1000.0;
    }
  }

  /** Measured holds: drawn from a file, by weight. */
  record Measured(HoldFile file) implements Hold {
    @Override
    public double sampleMicros(RandomGenerator random) {
      return file.nextMicros(random);
    }
  }

  /** Parses {@code exp:180s}, {@code fixed:90s}, {@code lognormal:180s,0.8} or {@code csv:FILE}. */
  static Hold parse(String text) {
    if (text.startsWith("csv:")) {
      return new Measured(HoldFile.read(Path.of(text.substring(4))));
    }
    String[] parts = text.split("[:,]", -1);
    if (parts[0].equals("lognormal") && parts.length == 3) {
      return new Lognormal(middle("median", parts[1]), sigma(parts[2]));
    }
    if (parts.length == 2 && parts[0].equals("exp")) {
      return new Exponential(middle("mean", parts[1]));
    }
    if (parts.length == 2 && parts[0].equals("fixed")) {
      return new Fixed(length(parts[1]));
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not exp:MEAN, fixed:LENGTH, lognormal:MEDIAN,SIGMA or csv:FILE");
  }

  private static Duration middle(String what, String text) {
    Duration length = length(text);
    if (length.isZero()) {
      throw new IllegalArgumentException("the " + what + " must be above 0s; fixed:0s makes legs of no length");
    }
    return length;
  }

  private static Duration length(String text) {
    Duration length = DurationText.parse(text);
    if (length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("must be at most 24h");
    }
    return length;
  }

  private static double sigma(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("sigma '" + text + "' is not a number", e);
    }
  }
}
