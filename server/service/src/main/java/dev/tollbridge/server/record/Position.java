package dev.tollbridge.server.record;

import java.util.Comparator;

/**
 * A position in a list ordered by time, then sequence: that row has been read.
 *
 * @param micros time of that row, microseconds since 1970
 */
public record Position(long micros, long sequence) implements Comparable<Position> {
  private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::micros)
      .thenComparingLong(Position::sequence);

  /** Just before every row at this time or later; sequences start at 1. */
  public static Position before(long micros) {
    return new Position(micros, 0);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /** The later one of the two. */
  public Position max(Position other) {
    return compareTo(other) < 0 ? other : this;
  }
}
