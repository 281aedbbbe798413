package dev.tollbridge.server.rpc;

import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import org.jspecify.annotations.Nullable;

/** Encodes why legs were denied and closed, and calls were free. */
public final class Reasons {
  private Reasons() {}

  public static dev.tollbridge.v1.DenialReason encode(@Nullable DenialReason reason) {
    return switch (reason) {
      case null -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_UNSPECIFIED;
      case UNKNOWN_ORGANIZATION -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_UNKNOWN_ORGANIZATION;
      case ORGANIZATION_CLOSED -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_ORGANIZATION_CLOSED;
      case CREDITS_NOT_SET_UP -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_CREDITS_NOT_SET_UP;
      case NO_LICENCE -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_NO_LICENCE;
      case UNKNOWN_SERVICE_NUMBER -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_UNKNOWN_SERVICE_NUMBER;
      case DIAL_OUT_POLICY -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_DIAL_OUT_POLICY;
      case REJECTED_BY_RATE -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_REJECTED_BY_RATE;
      case NO_RATE -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_NO_RATE;
      case NO_CREDIT -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_NO_CREDIT;
      case TOO_LONG -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_TOO_LONG;
      case ADMINISTRATOR -> dev.tollbridge.v1.DenialReason.DENIAL_REASON_ADMINISTRATOR;
    };
  }

  public static dev.tollbridge.v1.CloseReason encode(CloseReason reason) {
    return switch (reason) {
      case ENDED -> dev.tollbridge.v1.CloseReason.CLOSE_REASON_ENDED;
      case MISSING -> dev.tollbridge.v1.CloseReason.CLOSE_REASON_MISSING;
      case ORPHANED -> dev.tollbridge.v1.CloseReason.CLOSE_REASON_ORPHANED;
      case TOO_LONG -> dev.tollbridge.v1.CloseReason.CLOSE_REASON_TOO_LONG;
      case BOOKED -> dev.tollbridge.v1.CloseReason.CLOSE_REASON_BOOKED;
    };
  }

  public static dev.tollbridge.v1.FreeReason encode(@Nullable FreeReason reason) {
    return switch (reason) {
      case null -> dev.tollbridge.v1.FreeReason.FREE_REASON_UNSPECIFIED;
      case NO_RATE -> dev.tollbridge.v1.FreeReason.FREE_REASON_NO_RATE;
      case UNKNOWN_SERVICE_NUMBER -> dev.tollbridge.v1.FreeReason.FREE_REASON_UNKNOWN_SERVICE_NUMBER;
      case EMERGENCY -> dev.tollbridge.v1.FreeReason.FREE_REASON_EMERGENCY;
      case ZERO_RATE -> dev.tollbridge.v1.FreeReason.FREE_REASON_ZERO_RATE;
      case DENIED -> dev.tollbridge.v1.FreeReason.FREE_REASON_DENIED;
    };
  }
}
