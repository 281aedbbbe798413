package dev.tollbridge.simulator.scenario;

import java.util.List;

/** A piecewise linear rate over time, which converts a number of arrivals to an instant. */
final class RateCurve {
  private final List<Piece> pieces;

  RateCurve(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** A part of the curve, half open; rates are per second. */
  record Piece(double fromSeconds, double toSeconds, double fromRate, double toRate) {
    private double slope() {
      return (toRate - fromRate) / (toSeconds - fromSeconds);
    }

    private double rateAt(double seconds) {
      return fromRate + slope() * (seconds - fromSeconds);
    }

    private double amountAfter(double seconds) {
      return (rateAt(seconds) + toRate) / 2 * (toSeconds - seconds);
    }

    /** The instant at which {@code amount} arrivals have followed {@code seconds}; it must lie in this piece. */
    private double instant(double seconds, double amount) {
      double rate = rateAt(seconds);
      double root = Math.sqrt(Math.max(0, rate * rate + 2 * slope() * amount));
      return Math.min(toSeconds, seconds + 2 * amount / (rate + root));
    }
  }

  /** The instant at which {@code amount} arrivals have followed {@code seconds}; infinite if fewer remain. */
  double after(double seconds, double amount) {
    double from = seconds;
    double left = amount;
    for (Piece piece : pieces) {
      if (from < piece.toSeconds) {
        from = Math.max(from, piece.fromSeconds);
        double here = piece.amountAfter(from);
        if (left < here) {
          return piece.instant(from, left);
        }
        left -= here;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
