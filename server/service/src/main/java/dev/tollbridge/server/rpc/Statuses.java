package dev.tollbridge.server.rpc;

import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.server.log.LogBusyException;
import dev.tollbridge.server.log.LogUnavailableException;
import dev.tollbridge.server.record.RecordStoreException;
import dev.tollbridge.server.record.SumTooLargeException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RPC errors that refusals and failures result in. */
public final class Statuses {
  private static final Logger LOG = LoggerFactory.getLogger(Statuses.class);

  private Statuses() {}

  /** The outcome, cast to its command's type; throws the error that its refusal results in. */
  public static <T extends Outcome> T require(Outcome outcome, Class<T> type) {
    if (outcome instanceof Outcome.Refused(Refusal refusal)) {
      throw of(refusal);
    }
    return type.cast(outcome);
  }

  /** The RPC error of a failure. */
  public static StatusRuntimeException of(Throwable failure) {
    return switch (failure) {
      case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case StatusRuntimeException status -> status;
      case LogBusyException busy -> ApiErrors.resourceExhausted("SHARD_BUSY", message(busy), Map.of());
      case LogUnavailableException unavailable ->
        ApiErrors.unavailable("LOG_UNAVAILABLE", message(unavailable) + "; the call may be repeated");
      case SumTooLargeException sum -> ApiErrors.outOfRange("SUM_TOO_LARGE", message(sum), Map.of());
      case RecordStoreException store -> ApiErrors.unavailable("RECORDS_UNAVAILABLE", message(store));
      default -> internal(failure);
    };
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static StatusRuntimeException internal(Throwable failure) {
    LOG.error("A call failed because of a fault in the server", failure);
    return Status.INTERNAL.withDescription("internal error; see the server's log").withCause(failure)
        .asRuntimeException();
  }

  public static StatusRuntimeException of(Refusal refusal) {
    return switch (refusal) {
      case NO_SUCH_ORGANIZATION -> notFound(refusal, "there is no such organization");
      case NO_SUCH_RECHARGE -> notFound(refusal, "there is no such recharge waiting for its payment");
      case NO_SUCH_SERVICE_NUMBER -> notFound(refusal, "there is no such service number");
      case ORGANIZATION_EXISTS -> ApiErrors.alreadyExists(refusal.name(), "the organization exists already");
      case REQUEST_ID_REUSED -> Violations.of("request_id", "was used before with another payload; make a new one");
      case USAGE_ID_REUSED -> Violations.of("usage_id", "was booked before with other content");
      case BELOW_MINIMUM_PURCHASE -> Violations.of("amount_micros",
          "is below the minimum purchase, which the server's --minimum-purchase sets (50 units by default)");
      case INSUFFICIENT_CREDIT -> precondition(refusal, "the balance does not cover the reduction");
      case UNKNOWN_TIME_ZONE -> precondition(refusal, "this server does not know a time zone of the deck");
      case LEVEL_LOWERED -> precondition(refusal, "the shard has a higher level");
      case NO_SUCH_RATE_DECK -> notFound(refusal, "there is no rate deck with this deck_id");
      case RATE_DECK_USED -> precondition(refusal,
          "calls have been rated with the deck, so it stays; import another one with its effective time instead");
      case DECK_INCOMPLETE -> precondition(refusal, "another import pushed this one out; import the deck again");
      case TOO_MANY_BRIDGES ->
        ApiErrors.resourceExhausted(refusal.name(), "10,000 bridges are known, which is the most", Map.of());
      case TOO_MANY_OWN_BRIDGES -> ApiErrors.resourceExhausted(refusal.name(),
          "this identity has 2,500 bridge ids, which is the most; use one of them again, or a token that is bound to its"
              + " bridge id",
          Map.of());
      case LIMIT_REACHED -> ApiErrors.resourceExhausted(refusal.name(),
          "1,000 rate decks are kept; those that were replaced 62 days ago make room", Map.of());
      case BALANCE_LIMIT -> precondition(refusal, "the balance would pass 4,000,000,000,000 units");
      case BRIDGE_OWNED -> ApiErrors.permissionDenied(refusal.name(),
          "the bridge id belongs to another identity; choose another, or use a token that is bound to it");
      case SESSION_JUMP -> Violations.of("open.session",
          "is neither a count (at most 1,000,000,000 above the bridge's last session) nor a time since 1970 in seconds to"
              + " nanoseconds (at most 366 days ahead); numbers after it would soon run out");
      case TOKEN_EXISTS -> ApiErrors.alreadyExists(refusal.name(),
          "there is a token for this certificate_name already; revoke it first");
      case NO_SUCH_TOKEN -> notFound(refusal, "there is no token with this token_id");
      case TOO_MANY_TOKENS -> ApiErrors.resourceExhausted(refusal.name(),
          "10,000 tokens are kept; those that were revoked or expired 62 days ago make room", Map.of());
      case STALE_SESSION -> precondition(refusal, "the bridge has opened a newer session; use a greater number");
      case NO_SUCH_SESSION -> precondition(refusal, "the session is not open; send Open first");
      case SEQUENCE_GAP ->
        ApiErrors.outOfRange(refusal.name(), "events are missing before this one; open again and resend", Map.of());
      case TOO_OLD -> precondition(refusal, "the call is too old to be booked");
      case RANGE_TOO_OLD ->
        Violations.of("time_range.from", "is more than 62 days ago: rate decks are not kept for longer");
      case RERATING_OPEN, RERATING_MOVED_ON -> precondition(refusal, "another re-rating is in progress");
      case NO_SUCH_CALL -> ApiErrors.notFound("NO_SUCH_CALL_RECORD",
          "the organization has no call record with this usage id", Map.of());
      case CALL_CHANGED -> ApiErrors.unavailable(refusal.name(), "calls are being corrected; repeat the call");
      case REFUND_TOO_HIGH -> precondition(refusal,
          "no more of the call's charge is left to refund: in all at most what it costs can be refunded");
      case ORGANIZATION_CLOSED -> precondition(refusal, "the organization is closing or closed; reopen it first");
      case ORGANIZATION_ACTIVE -> precondition(refusal, "the organization is active");
      case RECHARGE_PENDING ->
        precondition(refusal, "a recharge awaits its payment; report how it ended with ReportRecharge first");
      case CLOSED_TOO_LONG -> precondition(refusal, "the organization was closed more than 90 days ago");
      case NO_SUCH_LEG ->
        notFound(refusal, "the organization has no active leg with this leg_id on this bridge; it may be over");
      case EMERGENCY_CALL -> precondition(refusal, "nothing may end an emergency call");
      case TOO_MANY_RERATINGS -> ApiErrors.resourceExhausted(refusal.name(),
          "1,000 re-ratings were booked within 62 days, which is the most", Map.of());
    };
  }

  private static StatusRuntimeException notFound(Refusal refusal, String message) {
    return ApiErrors.notFound(refusal.name(), message, Map.of());
  }

  private static StatusRuntimeException precondition(Refusal refusal, String message) {
    return ApiErrors.failedPrecondition(refusal.name(), message, Map.of());
  }
}
