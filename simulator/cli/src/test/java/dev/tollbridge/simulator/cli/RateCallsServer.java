package dev.tollbridge.simulator.cli;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallRefusal;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.FreeReason;
import dev.tollbridge.v1.LegRatingServiceGrpc.LegRatingServiceImplBase;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.ListRateDecksResponse;
import dev.tollbridge.v1.ListRatesRequest;
import dev.tollbridge.v1.ListRatesResponse;
import dev.tollbridge.v1.Rate;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsResponse;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.RatedCall;
import dev.tollbridge.v1.TariffServiceGrpc.TariffServiceImplBase;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server on a loopback port that rates calls at one cent per started minute and books each usage id once. Numbers
 * that end in 0000 are denied, those that end in 9999 are free. Its rates are in one deck, two a page; without any it
 * shows none.
 */
final class RateCallsServer implements AutoCloseable {
  private static final long CENT_MICROS = 10_000;

  final Map<String, CompletedCall> booked = Collections.synchronizedMap(new HashMap<>());
  final List<CompletedCall> seen = Collections.synchronizedList(new ArrayList<>());
  final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  private final int breaksAfterBatches;
  private final Server server;

  /** @param breaksAfterBatches number of batches after which every stream is cut; 0: never */
  RateCallsServer(int breaksAfterBatches, Rate... rates) throws IOException {
    this.breaksAfterBatches = breaksAfterBatches;
    ServerBuilder<?> builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
        .addService(new Service());
    server = (rates.length == 0 ? builder : builder.addService(new Tariff(List.of(rates)))).build().start();
  }

  String target() {
    return "localhost:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private RatedCall rate(CompletedCall call, RateCallsMode mode) {
    seen.add(call);
    RatedCall.Builder answer = RatedCall.newBuilder().setUsageId(call.getUsageId());
    if (call.getOrganizationId().equals("nobody")) {
      return answer.setRefusal(CallRefusal.CALL_REFUSAL_UNKNOWN_ORGANIZATION)
          .setMessage("organization_id: there is no such organization").build();
    }
    if (mode == RateCallsMode.RATE_CALLS_MODE_BOOK) {
      CompletedCall before = booked.putIfAbsent(call.getUsageId(), call);
      if (before != null && !before.equals(call)) {
        return answer.setRefusal(CallRefusal.CALL_REFUSAL_USAGE_ID_REUSED)
            .setMessage("usage_id: was booked before with other content").build();
      }
      answer.setRepeatedRequest(before != null);
    }
    return answer.setRecord(record(call)).build();
  }

  private static CallRecord record(CompletedCall call) {
    Duration length = Duration.between(
        Instant.ofEpochSecond(call.getAnswerTime().getSeconds(), call.getAnswerTime().getNanos()),
        Instant.ofEpochSecond(call.getEndTime().getSeconds(), call.getEndTime().getNanos()));
    CallRecord.Builder record = CallRecord.newBuilder().setUsageId(call.getUsageId()).setCurrencyCode("USD");
    if (call.getRemoteNumber().endsWith("0000")) {
      return record.setDenial(DenialReason.DENIAL_REASON_NO_LICENCE).build();
    }
    return call.getRemoteNumber().endsWith("9999")
        ? record.setFreeReason(FreeReason.FREE_REASON_NO_RATE).build()
        : record.setChargeMicros(Math.ceilDiv(length.toMillis(), 60_000L) * CENT_MICROS).build();
  }

  /** An older deck without rates, the one in force, and one of the future. */
  private static final class Tariff extends TariffServiceImplBase {
    private static final int PAGE = 2;
    private final List<Rate> rates;

    private Tariff(List<Rate> rates) {
      this.rates = rates;
    }

    @Override
    public void listRateDecks(ListRateDecksRequest request, StreamObserver<ListRateDecksResponse> responses) {
      responses.onNext(ListRateDecksResponse.newBuilder().addDecks(deck("old", 1)).addDecks(deck("rates", 2))
          .addDecks(deck("future", Instant.now().getEpochSecond() + 86_400)).build());
      responses.onCompleted();
    }

    private static RateDeck deck(String id, long effectiveSecond) {
      return RateDeck.newBuilder().setDeckId(id).setCallType(CallType.CALL_TYPE_DIAL_OUT).setCurrencyCode("USD")
          .setEffectiveTime(Timestamp.newBuilder().setSeconds(effectiveSecond)).build();
    }

    @Override
    public void listRates(ListRatesRequest request, StreamObserver<ListRatesResponse> responses) {
      List<Rate> ofDeck = request.getDeckId().equals("rates") ? rates : List.of();
      int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
      int to = Math.min(from + PAGE, ofDeck.size());
      responses.onNext(ListRatesResponse.newBuilder().addAllRates(ofDeck.subList(from, to))
          .setNextPageToken(to < ofDeck.size() ? Integer.toString(to) : "").build());
      responses.onCompleted();
    }
  }

  private final class Service extends LegRatingServiceImplBase {
    @Override
    public StreamObserver<RateCallsRequest> rateCalls(StreamObserver<RateCallsResponse> responses) {
      return new StreamObserver<>() {
        private RateCallsMode mode = RateCallsMode.RATE_CALLS_MODE_UNSPECIFIED;
        private int answered;

        @Override
        public void onNext(RateCallsRequest request) {
          if (request.hasSettings()) {
            mode = request.getSettings().getMode();
            return;
          }
          if (breaksAfterBatches > 0 && answered == breaksAfterBatches) {
            responses.onError(Status.UNAVAILABLE.withDescription("going away").asRuntimeException());
            return;
          }
          answered++;
          batches.add(request.getCalls().getCallsCount());
          responses.onNext(RateCallsResponse.newBuilder()
              .addAllCalls(request.getCalls().getCallsList().stream().map(call -> rate(call, mode)).toList()).build());
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onCompleted() {
          responses.onCompleted();
        }
      };
    }
  }
}
