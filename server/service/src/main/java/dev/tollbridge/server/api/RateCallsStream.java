package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatedCall;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.server.rpc.CallRecordEncoder;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.rpc.Violations;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.CallRefusal;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One stream of completed calls to rate. A batch is read once the response to the one before has been sent. */
final class RateCallsStream implements StreamObserver<RateCallsRequest> {
  private static final int MAX_CALLS_PER_MESSAGE = 1_000;

  private final ShardRouter router;
  private final CompletedCallDecoder decoder;
  private final Executor bookings;
  private final ServerCallStreamObserver<RateCallsResponse> caller;
  private final Author author;
  private @Nullable RateCallsMode mode;
  private boolean answering;
  private boolean heldBack;
  private boolean halfClosed;
  private boolean ended;

  /** @param bookings where booked calls are looked up: neither gRPC nor applying threads may wait for a disk */
  RateCallsStream(ShardRouter router, CompletedCallDecoder decoder, Executor bookings,
      ServerCallStreamObserver<RateCallsResponse> caller) {
    this.router = router;
    this.decoder = decoder;
    this.bookings = bookings;
    this.caller = caller;
    author = Authors.unaudited();
    caller.disableAutoRequest();
    caller.setOnReadyHandler(this::ready);
    caller.request(1);
  }

  /** A caller that does not read its responses is asked for no more calls. */
  private synchronized void requestNext() {
    heldBack = !caller.isReady();
    if (!heldBack) {
      caller.request(1);
    }
  }

  private synchronized void ready() {
    if (heldBack) {
      requestNext();
    }
  }

  @Override
  public synchronized void onNext(RateCallsRequest request) {
    try {
      dispatch(request);
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  private void dispatch(RateCallsRequest request) {
    if (mode == null) {
      mode = mode(request);
      requestNext();
      return;
    }
    int count = request.getCalls().getCallsCount();
    if (!request.hasCalls() || count == 0 || count > MAX_CALLS_PER_MESSAGE) {
      throw Violations.of("calls.calls", "must be 1 to " + MAX_CALLS_PER_MESSAGE + " calls after the settings");
    }
    answering = true;
    List<CompletableFuture<dev.tollbridge.v1.RatedCall>> rated = request.getCalls().getCallsList().stream()
        .map(this::rate).toList();
    var _ = CompletableFuture.allOf(rated.toArray(CompletableFuture[]::new))
        .whenComplete((_, failure) -> answer(rated, failure));
  }

  private static RateCallsMode mode(RateCallsRequest request) {
    RateCallsMode mode = request.getSettings().getMode();
    if (mode != RateCallsMode.RATE_CALLS_MODE_DRY_RUN && mode != RateCallsMode.RATE_CALLS_MODE_BOOK) {
      throw Violations.of("settings.mode",
          "must be RATE_CALLS_MODE_DRY_RUN or RATE_CALLS_MODE_BOOK, in the first message");
    }
    return mode;
  }

  private CompletableFuture<dev.tollbridge.v1.RatedCall> rate(CompletedCall call) {
    var violations = new Violations();
    Command.BookCall command = decoder.decode(call, router.clock().nowMicros(), new RequestChecks(violations));
    if (!violations.isEmpty()) {
      return CompletableFuture.completedFuture(
          refused(call, CallRefusal.CALL_REFUSAL_INVALID_FIELD, violations.list().getFirst().toString()));
    }
    Shard shard = router.of(call.getOrganizationId());
    RatedCall rated = shard.read(engine -> engine.rate(command));
    if (rated == null) {
      return CompletableFuture.completedFuture(refused(call, Refusal.NO_SUCH_ORGANIZATION));
    }
    return mode == RateCallsMode.RATE_CALLS_MODE_DRY_RUN
        ? CompletableFuture.completedFuture(encode(rated, rated.record(), false))
        : shard.submit(command, author).thenApplyAsync(outcome -> booked(call, rated, shard, outcome), bookings);
  }

  private static dev.tollbridge.v1.RatedCall booked(CompletedCall call, RatedCall rated, Shard shard,
      Outcome outcome) {
    return switch (outcome) {
      case Outcome.CallBooked booked -> encode(rated, booked.record(), false);
      case Outcome.CallRepeated repeated -> {
        CallRecord first = shard.records().callRecord(call.getOrganizationId(), repeated.usageId());
        yield encode(rated, first == null ? rated.record() : first, true);
      }
      case Outcome.Refused refused -> refused(call, refused.refusal());
      default -> throw new IllegalStateException("booking a call resulted in " + outcome);
    };
  }

  private static dev.tollbridge.v1.RatedCall encode(RatedCall rated, CallRecord record, boolean repeated) {
    var encoded = dev.tollbridge.v1.RatedCall.newBuilder().setUsageId(record.usageId())
        .setRecord(CallRecordEncoder.encode(record)).setRepeatedRequest(repeated);
    if (rated.rate() != null) {
      encoded.setRate(RateEncoder.encode(rated.rate()));
    }
    return encoded.build();
  }

  private static dev.tollbridge.v1.RatedCall refused(CompletedCall call, Refusal refusal) {
    return switch (refusal) {
      case NO_SUCH_ORGANIZATION -> refused(call, CallRefusal.CALL_REFUSAL_UNKNOWN_ORGANIZATION,
          "organization_id: there is no such organization; create it first");
      case USAGE_ID_REUSED -> refused(call, CallRefusal.CALL_REFUSAL_USAGE_ID_REUSED,
          "usage_id: was booked before with other content");
      case BALANCE_LIMIT -> refused(call, CallRefusal.CALL_REFUSAL_BALANCE_LIMIT,
          "the organization would owe more than 4,000,000,000,000 units");
      case TOO_OLD -> refused(call, CallRefusal.CALL_REFUSAL_TOO_OLD, "answer_time: more than 45 days ago");
      default -> throw new IllegalStateException("booking a call was refused: " + refusal);
    };
  }

  private static dev.tollbridge.v1.RatedCall refused(CompletedCall call, CallRefusal refusal, String message) {
    return dev.tollbridge.v1.RatedCall.newBuilder().setUsageId(call.getUsageId()).setRefusal(refusal)
        .setMessage(message).build();
  }

  private synchronized void answer(List<CompletableFuture<dev.tollbridge.v1.RatedCall>> rated,
      @Nullable Throwable failure) {
    answering = false;
    if (failure != null) {
      fail(failure);
      return;
    }
    if (!ended) {
      caller.onNext(
          RateCallsResponse.newBuilder().addAllCalls(rated.stream().map(CompletableFuture::join).toList()).build());
      requestNext();
    }
    completeIfDone();
  }

  private void fail(Throwable failure) {
    if (!ended) {
      ended = true;
      caller.onError(Statuses.of(failure));
    }
  }

  @Override
  public synchronized void onError(Throwable cancelled) {
    ended = true;
  }

  @Override
  public synchronized void onCompleted() {
    halfClosed = true;
    completeIfDone();
  }

  private void completeIfDone() {
    if (halfClosed && !answering && !ended) {
      ended = true;
      caller.onCompleted();
    }
  }
}
