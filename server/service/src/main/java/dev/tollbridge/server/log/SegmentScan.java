package dev.tollbridge.server.log;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Walks the records of one Ratis log segment: a header, then for each entry its length as a varint, the entry and a
 * CRC32C over both; then zeros, because space is made in advance.
 */
final class SegmentScan {
  private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.UTF_8);
  private static final int CHECKSUM_BYTES = 4;
  private static final int MAX_VARINT_BYTES = 5;
  /** An entry starts with the fields term and index. */
  private static final int TERM_TAG = 1 << 3;
  private static final int INDEX_TAG = 2 << 3;
  private static final long NO_INDEX = -1;

  private final ByteBuffer bytes;
  private int position;
  private long lastIndex = NO_INDEX;
  private ByteBuffer lastEntry = ByteBuffer.allocate(0);

  SegmentScan(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Receives the entries of whole records; the bytes are those of Ratis's entry. */
  interface EntryVisitor {
    void entry(long index, ByteBuffer entry) throws IOException;
  }

  /** Walks as far as the records are whole, and returns whether nothing but zeros follows them. */
  boolean walk() {
    try {
      return walk((_, _) -> {});
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As above, passing each whole record's entry to a visitor. */
  boolean walk(EntryVisitor visitor) throws IOException {
    if (!headerMatches()) {
      return onlyZerosFrom(0);
    }
    position = HEADER.length;
    int next = recordEnd(position);
    while (next > 0) {
      visitor.entry(lastIndex, lastEntry);
      position = next;
      next = recordEnd(position);
    }
    return onlyZerosFrom(position);
  }

  /** Where the last whole record ends. */
  int position() {
    return position;
  }

  /** Index of the last whole record; -1 when there is none. */
  long lastIndex() {
    return lastIndex;
  }

  /** Whether a whole record starts anywhere after {@link #position()}: then what is broken there is not the tail. */
  boolean recordFollows() {
    long before = lastIndex;
    for (int at = position + 1; at < bytes.limit(); at++) {
      if (bytes.get(at) != 0 && recordEnd(at) > 0 && lastIndex > before) {
        lastIndex = before;
        return true;
      }
      lastIndex = before;
    }
    return false;
  }

  private boolean headerMatches() {
    if (bytes.limit() < HEADER.length) {
      return false;
    }
    for (int i = 0; i < HEADER.length; i++) {
      if (bytes.get(i) != HEADER[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean onlyZerosFrom(int start) {
    for (int at = start; at < bytes.limit(); at++) {
      if (bytes.get(at) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Where the record that starts at {@code at} ends, or -1 when there is no whole one. Notes its index. */
  private int recordEnd(int at) {
    long header = varint(at);
    int start = (int) (header >>> Integer.SIZE);
    int length = (int) header;
    if (header <= 0 || length <= 0 || (long) start + length + CHECKSUM_BYTES > bytes.limit()) {
      return -1;
    }
    long index = index(start, length);
    if (index == NO_INDEX || !checksumMatches(at, start + length)) {
      return -1;
    }
    lastIndex = index;
    lastEntry = bytes.slice(start, length);
    return start + length + CHECKSUM_BYTES;
  }

  /** The varint at {@code at} in the low half and where it ends in the high half; 0 when there is none. */
  private long varint(int at) {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && at + i < bytes.limit(); i++) {
      byte next = bytes.get(at + i);
      value |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0) {
        return value > Integer.MAX_VALUE ? 0 : ((long) (at + i + 1) << Integer.SIZE) | value;
      }
    }
    return 0;
  }

  private long index(int start, int length) {
    try {
      var entry = CodedInputStream.newInstance(bytes.slice(start, length));
      if (entry.readTag() != TERM_TAG) {
        return NO_INDEX;
      }
      entry.readUInt64();
      // index 0 is not written: it is the default
      return entry.readTag() == INDEX_TAG ? entry.readUInt64() : 0;
    } catch (IOException e) {
      return NO_INDEX;
    }
  }

  private boolean checksumMatches(int from, int to) {
    var checksum = new CRC32C();
    checksum.update(bytes.slice(from, to - from));
    return bytes.getInt(to) == (int) checksum.getValue();
  }
}
