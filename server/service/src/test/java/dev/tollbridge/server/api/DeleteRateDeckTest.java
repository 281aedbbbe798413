package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.CompletedCalls;
import dev.tollbridge.v1.DeleteRateDeckRequest;
import dev.tollbridge.v1.DeleteRateDeckResponse;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.LookupRateRequest;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsResponse;
import dev.tollbridge.v1.RateCallsSettings;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.RerateCallsMode;
import dev.tollbridge.v1.RerateCallsRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deck can be deleted until a call of any shard has been rated with it. */
@Tag("slow")
class DeleteRateDeckTest {
  private static final String USED = "FAILED_PRECONDITION RATE_DECK_USED";

  @TempDir
  private Path directory;
  private TestServer server;
  private RateDeck wrong;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    for (String organization : List.of("acme", "initech", "globex")) {
      server.create(organization, 100 * TestServer.UNIT);
    }
    wrong = server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "33,France,20,0,60,60,USD",
        "1,North America,0.01,0,60,60,USD", "3390,Premium,0,0,60,60,USD");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private DeleteRateDeckResponse delete(String deckId) {
    return server.tariffs().deleteRateDeck(DeleteRateDeckRequest.newBuilder().setDeckId(deckId).build());
  }

  private String deletion() {
    return Refusals.of(() -> delete(wrong.getDeckId()));
  }

  private List<String> deckIds() {
    return server.tariffs().listRateDecks(ListRateDecksRequest.getDefaultInstance()).getDecksList().stream()
        .map(RateDeck::getDeckId).toList();
  }

  private long parisMicros() {
    return server.tariffs().lookupRate(LookupRateRequest.newBuilder().setCallType(CallType.CALL_TYPE_DIAL_OUT)
        .setCurrencyCode("USD").setRemoteNumber(TestServer.PARIS).build()).getRate().getPricePerMinuteMicros();
  }

  private void rateCall(String organization, RateCallsMode mode) {
    var answer = new FutureAnswer<RateCallsResponse>();
    var requests = LegRatingServiceGrpc.newStub(server.channel()).rateCalls(answer);
    requests.onNext(RateCallsRequest.newBuilder().setSettings(RateCallsSettings.newBuilder().setMode(mode)).build());
    requests.onNext(RateCallsRequest.newBuilder().setCalls(CompletedCalls.newBuilder().addCalls(CompletedCall
        .newBuilder().setUsageId("usage").setLegId("leg").setConferenceId("conference").setOrganizationId(organization)
        .setOrganizerId("olga").setDirection(Direction.DIRECTION_DIAL_OUT).setRemoteNumber(TestServer.PARIS)
        .setAnswerTime(Legs.timestamp(server.now().minusSeconds(90))).setEndTime(Legs.timestamp(server.now()))))
        .build());
    requests.onCompleted();
    assertThat(answer.all()).hasSize(1);
  }

  @Test
  void aDeckThatRatedNothingIsDeletedAndTheOneBeforeIsInForce() {
    assertThat(parisMicros()).isEqualTo(20_000_000);

    delete(wrong.getDeckId());

    assertThat(parisMicros()).isEqualTo(20_000);
    assertThat(deckIds()).hasSize(3).doesNotContain(wrong.getDeckId());
    assertThat(server.router.shards()).allMatch(
        shard -> shard.read(engine -> engine.deck(wrong.getDeckId()) == null));
    assertThat(deletion()).isEqualTo("NOT_FOUND NO_SUCH_RATE_DECK");
    assertThat(Refusals.of(() -> delete(""))).isEqualTo("INVALID_ARGUMENT INVALID_FIELDS deck_id");
  }

  @Test
  void lookUpsAndDryRunsRateNothing() {
    assertThat(parisMicros()).isEqualTo(20_000_000);
    rateCall("acme", RateCallsMode.RATE_CALLS_MODE_DRY_RUN);

    assertThat(deletion()).isEqualTo("OK");
  }

  @Test
  void anActiveLegOfAnyShardKeepsTheDeckAlsoWhenItHasEnded() {
    var bridge = server.bridge("bridge", 1);
    bridge.events(List.of(Legs.answered(1, 1, "globex", TestServer.START)));
    bridge.ack(1);
    assertThat(deletion()).isEqualTo(USED);

    server.advance(Duration.ofMinutes(1));
    bridge.events(List.of(Legs.ended(2, 1, "globex", TestServer.START.plusSeconds(30))));
    bridge.ack(2);
    assertThat(deletion()).isEqualTo(USED);
    assertThat(deckIds()).contains(wrong.getDeckId());
    assertThat(server.router.shards()).allMatch(
        shard -> shard.read(engine -> engine.deck(wrong.getDeckId()) != null));
  }

  @Test
  void aBookedCallKeepsTheDeckAlsoOverARestart() throws Exception {
    rateCall("initech", RateCallsMode.RATE_CALLS_MODE_BOOK);
    assertThat(deletion()).isEqualTo(USED);

    server.close();
    server = TestServer.start(directory);
    assertThat(deletion()).isEqualTo(USED);
  }

  @Test
  void aReratedCallKeepsTheDeckThatItWasRatedWith() {
    rateCall("acme", RateCallsMode.RATE_CALLS_MODE_BOOK);
    RateDeck right = server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "33,France,0.03,0,60,60,USD");
    rerate(RerateCallsMode.RERATE_CALLS_MODE_DRY_RUN);
    assertThat(server.router.shards()).noneMatch(shard -> shard.read(engine -> engine.deckUsed(right.getDeckId())));

    rerate(RerateCallsMode.RERATE_CALLS_MODE_BOOK);

    assertThat(Refusals.of(() -> delete(right.getDeckId()))).isEqualTo(USED);
  }

  private void rerate(RerateCallsMode mode) {
    var range = Legs.range(Legs.timestamp(TestServer.START.minus(Duration.ofHours(1))),
        Legs.timestamp(server.now()));
    var request = RerateCallsRequest.newBuilder().setMode(mode).setTimeRange(range);
    if (mode == RerateCallsMode.RERATE_CALLS_MODE_BOOK) {
      request.setRequestId("rerating");
    }
    server.reratings().rerateCalls(request.build()).forEachRemaining(_ -> {});
  }

  @Test
  void aDeckDeletedMayBeImportedAgain() {
    delete(wrong.getDeckId());

    RateDeck again = server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "33,France,0.05,0,60,60,USD");

    assertThat(parisMicros()).isEqualTo(50_000);
    assertThat(Refusals.of(() -> delete(again.getDeckId()))).isEqualTo("OK");
    assertThat(parisMicros()).isEqualTo(20_000);
  }
}
