package dev.tollbridge.server.record;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Comparator;

/**
 * A place in a list ordered by time, then sequence: the row that it names has been read.
 *
 * @param micros time of that row, microseconds since 1970
 */
record Position(long micros, long sequence) implements Comparable<Position> {
  private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::micros)
      .thenComparingLong(Position::sequence);
  private static final int TOKEN_BYTES = 1 + 2 * Long.BYTES;

  /** Just before every row at this time or later; sequences start at 1. */
  static Position before(long micros) {
    return new Position(micros, 0);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /** The later one of the two. */
  Position max(Position other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** @param list tells the lists apart, so that the token of one is not taken for the other's */
  String token(byte list) {
    byte[] bytes = ByteBuffer.allocate(TOKEN_BYTES).put(list).putLong(micros).putLong(sequence).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Position parse(String token, byte list) {
    ByteBuffer bytes = ByteBuffer.wrap(decode(token));
    if (bytes.remaining() != TOKEN_BYTES || bytes.get() != list) {
      throw new InvalidPageTokenException();
    }
    return new Position(bytes.getLong(), bytes.getLong());
  }

  private static byte[] decode(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw (InvalidPageTokenException) new InvalidPageTokenException().initCause(e);
    }
  }
}
