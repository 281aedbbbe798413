package dev.tollbridge.simulator.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The share of the load that each organization has; no organization has more than number 1. */
public sealed interface OrganizationShares {
  /** Every organization has the same share. */
  record Equal() implements OrganizationShares {
    @Override
    public double weight(int organization, int organizations) {
      return 1;
    }
  }

  /** The first few share a percentage, the others the remainder; a single organization has all. */
  record Hot(int percent, int count) implements OrganizationShares {
    public Hot {
      if (percent < 1 || percent > 100 || count < 1) {
        throw new IllegalArgumentException("hot organizations share 1 to 100 percent and are 1 or more");
      }
    }

    @Override
    public boolean fits(int organizations) {
      return count == 1 || count < organizations;
    }

    @Override
    public double weight(int organization, int organizations) {
      if (organizations <= count) {
        return 1;
      }
      return organization <= count ? (double) percent / count : (100.0 - percent) / (organizations - count);
    }
  }

  /** Zipf: the share of organization n is proportional to 1 / n to the power of the exponent. */
  record Zipf(double exponent) implements OrganizationShares {
    private static final double MAX_EXPONENT = 5;

    public Zipf {
      if (!(exponent > 0 && exponent <= MAX_EXPONENT)) {
        throw new IllegalArgumentException("the exponent of zipf must be above 0 and at most 5");
      }
    }

    @Override
    public double weight(int organization, int organizations) {
      return StrictMath.pow(organization, -exponent);
    }
  }

  /** The share of an organization, numbered from 1, in proportion to the others'. */
  double weight(int organization, int organizations);

  /** Whether this number of organizations can have these shares. */
  default boolean fits(int organizations) {
    return true;
  }

  /** A choice of organizations, from 0. */
  default WeightedChoice choice(int organizations) {
    double[] weights = new double[organizations];
    for (int i = 0; i < organizations; i++) {
      weights[i] = weight(i + 1, organizations);
    }
    return new WeightedChoice(weights);
  }

  /** Parses {@code equal}, {@code hot:50}, {@code hot:80,3} or {@code zipf:1.1}. */
  static OrganizationShares parse(String text) {
    Matcher matcher = Pattern.compile("equal|hot:(\\d{1,3})(?:,(\\d{1,5}))?|zipf:(\\d(?:\\.\\d{1,6})?)").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not equal, hot:PERCENT, hot:PERCENT,N or zipf:EXPONENT");
    }
    if (matcher.group(3) != null) {
      return new Zipf(Double.parseDouble(matcher.group(3)));
    }
    if (matcher.group(1) == null) {
      return new Equal();
    }
    String count = matcher.group(2);
    return new Hot(Integer.parseInt(matcher.group(1)), count == null ? 1 : Integer.parseInt(count));
  }
}
