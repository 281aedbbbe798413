package dev.tollbridge.simulator.replay;

import dev.tollbridge.v1.CompletedCalls;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsResponse;
import dev.tollbridge.v1.RateCallsSettings;
import dev.tollbridge.v1.RatedCall;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One stream of calls to rate. A few batches are in flight, so that neither side waits for the other; beyond that, a
 * batch is sent only after a response, and only when the transport has room.
 */
final class RateCallsExchange {
  private static final int MAX_IN_FLIGHT = 4;
  private static final long WRITE_MILLIS = 200;

  private final BlockingClientCall<RateCallsRequest, RateCallsResponse> call;
  private final Queue<Batch> inFlight = new ArrayDeque<>();

  /** Called with a batch and its results. */
  interface Answered {
    void accept(Batch batch, List<RatedCall> answers) throws IOException;
  }

  RateCallsExchange(Channel channel, RateCallsMode mode) throws StatusException, InterruptedException {
    call = LegRatingServiceGrpc.newBlockingV2Stub(channel).rateCalls();
    boolean _ = call
        .write(RateCallsRequest.newBuilder().setSettings(RateCallsSettings.newBuilder().setMode(mode)).build());
  }

  /** Sends a batch; waits for a response first if as many batches as allowed are in flight. */
  void send(Batch batch, Answered answered) throws StatusException, InterruptedException, IOException {
    if (inFlight.size() == MAX_IN_FLIGHT) {
      receive(answered);
    }
    if (!batch.calls().isEmpty()) {
      write(RateCallsRequest.newBuilder().setCalls(CompletedCalls.newBuilder().addAllCalls(batch.calls())).build(),
          answered);
    }
    inFlight.add(batch);
  }

  /**
   * Writes a request. A write to a dead stream would wait indefinitely while the last responses are unread, so these
   * are read first.
   */
  private void write(RateCallsRequest request, Answered answered)
      throws StatusException, InterruptedException, IOException {
    try {
      while (!written(request)) {
        if (!inFlight.isEmpty()) {
          receive(answered);
        }
      }
    } catch (StatusException e) {
      // Responses from before the end of the stream count.
      while (!inFlight.isEmpty()) {
        receive(answered);
      }
      throw e;
    }
  }

  private boolean written(RateCallsRequest request) throws StatusException, InterruptedException {
    try {
      if (call.write(request, WRITE_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (TimeoutException e) {
      return false;
    }
    throw new IllegalStateException("the server ended the stream before the last call");
  }

  /** Receives the outstanding responses, and ends the stream. */
  void finish(Answered answered) throws StatusException, InterruptedException, IOException {
    call.halfClose();
    while (!inFlight.isEmpty()) {
      receive(answered);
    }
  }

  void cancel() {
    call.cancel("the replay has failed", null);
  }

  private void receive(Answered answered) throws StatusException, InterruptedException, IOException {
    Batch batch = inFlight.remove();
    if (batch.calls().isEmpty()) {
      answered.accept(batch, List.of());
      return;
    }
    RateCallsResponse response = call.read();
    if (response == null || response.getCallsCount() != batch.calls().size()) {
      throw new IllegalStateException("the server answered " + (response == null ? 0 : response.getCallsCount())
          + " calls in place of " + batch.calls().size());
    }
    answered.accept(batch, response.getCallsList());
  }
}
