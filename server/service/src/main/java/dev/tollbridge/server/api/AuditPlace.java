package dev.tollbridge.server.api;

import dev.tollbridge.server.record.Position;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in the audit log of all shards, which is ordered by time, shard, then sequence. */
record AuditPlace(long atMicros, int shard, long sequence) {
  /** Before everything. */
  static final AuditPlace START = new AuditPlace(Long.MIN_VALUE, 0, 0);

  private static final Pattern KEY = Pattern.compile("(\\d{1,18}) (\\d{1,4}) (\\d{1,18})");

  /** The place with this key; {@link #START} for an empty one, null when it is none. */
  static @Nullable AuditPlace of(String key) {
    var parts = KEY.matcher(key);
    if (key.isEmpty()) {
      return START;
    }
    return parts.matches()
        ? new AuditPlace(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)),
            Long.parseLong(parts.group(3)))
        : null;
  }

  String key() {
    return atMicros + " " + shard + " " + sequence;
  }

  /** Where the entries of a shard that follow this place begin. */
  Position position(int ofShard) {
    long after = ofShard == shard ? sequence : ofShard < shard ? Long.MAX_VALUE : 0;
    return new Position(atMicros, after);
  }
}
