package dev.tollbridge.server.rpc;

import dev.tollbridge.core.tariff.CallType;
import org.jspecify.annotations.Nullable;

/** Converts call types. */
public final class CallTypes {
  private CallTypes() {}

  public static dev.tollbridge.v1.CallType encode(CallType type) {
    return switch (type) {
      case TOLL_DIAL_IN -> dev.tollbridge.v1.CallType.CALL_TYPE_TOLL_DIAL_IN;
      case TOLL_FREE_DIAL_IN -> dev.tollbridge.v1.CallType.CALL_TYPE_TOLL_FREE_DIAL_IN;
      case DIAL_OUT -> dev.tollbridge.v1.CallType.CALL_TYPE_DIAL_OUT;
    };
  }

  /** Null when not set, or unknown to this release. */
  public static @Nullable CallType decode(dev.tollbridge.v1.CallType type) {
    return switch (type) {
      case CALL_TYPE_TOLL_DIAL_IN -> CallType.TOLL_DIAL_IN;
      case CALL_TYPE_TOLL_FREE_DIAL_IN -> CallType.TOLL_FREE_DIAL_IN;
      case CALL_TYPE_DIAL_OUT -> CallType.DIAL_OUT;
      case CALL_TYPE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }
}
