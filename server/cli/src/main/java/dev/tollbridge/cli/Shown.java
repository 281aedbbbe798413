package dev.tollbridge.cli;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.tollbridge.v1.CallType;
import java.time.Instant;
import java.util.Locale;

/** Values of the API as commands show them. */
final class Shown {
  private Shown() {}

  /** UTC by ISO 8601; empty for none. */
  static String time(Timestamp time) {
    return time.equals(Timestamp.getDefaultInstance())
        ? ""
        : Instant.ofEpochMilli(Timestamps.toMillis(time)).toString();
  }

  static String callType(CallType type) {
    return switch (type) {
      case CALL_TYPE_TOLL_DIAL_IN -> "toll";
      case CALL_TYPE_TOLL_FREE_DIAL_IN -> "tollfree";
      case CALL_TYPE_DIAL_OUT -> "dialout";
      case CALL_TYPE_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  /** A constant of an enum without its prefix: DENIAL_REASON_NO_CREDIT is {@code no credit}; unspecified is empty. */
  static String constant(Enum<?> value, String prefix) {
    String name = value.name().startsWith(prefix) ? value.name().substring(prefix.length()) : value.name();
    return name.equals("UNSPECIFIED") ? "" : name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
