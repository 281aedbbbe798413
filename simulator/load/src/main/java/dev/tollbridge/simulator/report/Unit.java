package dev.tollbridge.simulator.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The unit of a figure; figures and bounds are converted to the unit's base. */
enum Unit {
  /** Microseconds; a bound must name its unit. */
  TIME("us, ms, s or m") {
    @Override
    @Nullable
    Double factor(String name) {
      return switch (name) {
        case "us" -> 1.0;
        case "ms" -> 1e3;
        case "s" -> MICROS_PER_SECOND;
        case "m" -> 60 * MICROS_PER_SECOND;
        default -> null;
      };
    }

    @Override
    String text(double micros) {
      return micros < 10 * MICROS_PER_SECOND
          ? String.format(Locale.ROOT, "%.2fms", micros / 1e3)
          : String.format(Locale.ROOT, "%.2fs", micros / MICROS_PER_SECOND);
    }
  },
  /** Plain counts. */
  COUNT("none, it is a count") {
    @Override
    @Nullable
    Double factor(String name) {
      return name.isEmpty() ? 1.0 : null;
    }

    @Override
    String text(double count) {
      return String.format(Locale.ROOT, "%.0f", count);
    }
  },
  /** A rate per second; a bound without a unit is per second too. */
  RATE("/s, /m or /h") {
    @Override
    @Nullable
    Double factor(String name) {
      return switch (name) {
        case "", "/s" -> 1.0;
        case "/m" -> 1.0 / 60;
        case "/h" -> 1.0 / 3600;
        default -> null;
      };
    }

    @Override
    String text(double perSecond) {
      return String.format(Locale.ROOT, "%.2f/s", perSecond);
    }
  };

  private static final double MICROS_PER_SECOND = 1e6;

  private final String names;

  Unit(String names) {
    this.names = names;
  }

  /** The number of base units in the unit of this name; null if there is no such unit. */
  abstract @Nullable Double factor(String name);

  /** A figure in the base, formatted for people. */
  abstract String text(double figure);

  /** The units that a bound may have, listed for people. */
  String names() {
    return names;
  }
}
