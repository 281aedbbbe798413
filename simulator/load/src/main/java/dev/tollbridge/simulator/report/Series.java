package dev.tollbridge.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run's time series, one point per second. Beyond its limit, which is longer than a load can be, no more points are
 * kept.
 */
public final class Series implements Consumer<Sample> {
  static final int MAX_POINTS = 110_000;

  private final List<Point> points = new ArrayList<>();
  private long lastNanos;

  @Override
  public synchronized void accept(Sample sample) {
    if (points.size() < MAX_POINTS) {
      points.add(Point.of(sample, sample.elapsedNanos() - lastNanos));
      lastNanos = sample.elapsedNanos();
    }
  }

  /** Every point. */
  synchronized List<Point> points() {
    return List.copyOf(points);
  }

  /** How many points are merged into one to get at most {@code max}. */
  synchronized int neighbours(int max) {
    return Math.max(1, Math.ceilDiv(points.size(), max));
  }

  /** The series in at most {@code max} points, each merged from the same number of neighbours. */
  synchronized List<Point> thinned(int max) {
    int neighbours = neighbours(max);
    List<Point> thinned = new ArrayList<>();
    for (int from = 0; from < points.size(); from += neighbours) {
      List<Point> merged = points.subList(from, Math.min(points.size(), from + neighbours));
      thinned.add(merged.stream().reduce(Point::with).orElseThrow());
    }
    return thinned;
  }
}
