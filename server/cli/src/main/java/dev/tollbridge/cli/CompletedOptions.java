package dev.tollbridge.cli;

import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.CompletedCalls;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsResponse;
import dev.tollbridge.v1.RateCallsSettings;
import dev.tollbridge.v1.RatedCall;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Options of a call that is over, and whether it is to be charged. */
final class CompletedOptions {
  @Option(names = "--start", paramLabel = "TIME", required = true, converter = RangeBound.class,
      description = "When it was answered, such as 2026-11-02T09:00:00+01:00.")
  Instant start = Instant.EPOCH;

  @Option(names = "--seconds", paramLabel = "N", required = true, description = "How long it lasted.")
  long seconds;

  @Option(names = "--book", description = "Charges the call; without it nothing is changed.")
  boolean book;

  RatedCall rate(Api api, CompletedCall.Builder call) throws StatusException, InterruptedException {
    BlockingClientCall<RateCallsRequest, RateCallsResponse> calls = api.streams().rateCalls();
    var _ = calls.write(RateCallsRequest.newBuilder().setSettings(RateCallsSettings.newBuilder()
        .setMode(book ? RateCallsMode.RATE_CALLS_MODE_BOOK : RateCallsMode.RATE_CALLS_MODE_DRY_RUN)).build());
    var _ = calls.write(RateCallsRequest.newBuilder().setCalls(CompletedCalls.newBuilder().addCalls(call
        .setAnswerTime(Times.timestamp(start)).setEndTime(Times.timestamp(start.plusSeconds(seconds))))).build());
    calls.halfClose();
    RateCallsResponse response = calls.read();
    if (response == null) {
      throw CommandFailure.refused("the server ended the call without a result");
    }
    return response.getCalls(0);
  }
}
