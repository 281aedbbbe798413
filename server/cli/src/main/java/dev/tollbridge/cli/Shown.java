package dev.tollbridge.cli;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.DenialReason;
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

  /** What an administrator can do about a denial. */
  static String remedy(DenialReason reason, String organization, String organizer) {
    return switch (reason) {
      case DENIAL_REASON_NO_CREDIT -> "buy credit: tollbridge credit buy " + organization + " AMOUNT";
      case DENIAL_REASON_NO_LICENCE -> "license the organizer: tollbridge licence assign " + organization + " "
          + organizer;
      case DENIAL_REASON_DIAL_OUT_POLICY -> "the organizer's licence does not allow this number; see and change it:"
          + " tollbridge licence list " + organization + "; tollbridge licence assign " + organization + " " + organizer
          + " --dial-out any";
      case DENIAL_REASON_CREDITS_NOT_SET_UP -> "the first purchase sets Communications Credits up, or: tollbridge org"
          + " update " + organization + " --credits";
      case DENIAL_REASON_ORGANIZATION_CLOSED -> "reopen it: tollbridge org reopen " + organization;
      default -> constant(reason, "DENIAL_REASON_");
    };
  }

  /** A constant of an enum without its prefix: DENIAL_REASON_NO_CREDIT is {@code no credit}; unspecified is empty. */
  static String constant(Enum<?> value, String prefix) {
    String name = value.name().startsWith(prefix) ? value.name().substring(prefix.length()) : value.name();
    return name.equals("UNSPECIFIED") ? "" : name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
