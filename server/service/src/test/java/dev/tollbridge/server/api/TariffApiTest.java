package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.ListRateDecksResponse;
import dev.tollbridge.v1.ListRatesRequest;
import dev.tollbridge.v1.LookupRateRequest;
import dev.tollbridge.v1.LookupRateResponse;
import dev.tollbridge.v1.Rate;
import dev.tollbridge.v1.RateDeck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TariffApiTest {
  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static LookupRateResponse lookup(UnaryOperator<LookupRateRequest.Builder> change) {
    var request = LookupRateRequest.newBuilder().setCallType(CallType.CALL_TYPE_DIAL_OUT).setCurrencyCode("USD")
        .setRemoteNumber(TestServer.PARIS);
    return server.tariffs().lookupRate(change.apply(request).build());
  }

  @TestFactory
  Stream<DynamicTest> lookUpsThatAreRefused() {
    return new Refusals()
        .invalid("nothing", "call_type currency_code service_number", () -> lookup(each -> each.clear()))
        .invalid("unknown call type", "call_type service_number", () -> lookup(each -> each.setCallTypeValue(77)))
        .invalid("unknown currency", "currency_code", () -> lookup(each -> each.setCurrencyCode("US$")))
        .invalid("number to dial", "remote_number", () -> lookup(each -> each.setRemoteNumber("anonymous")))
        .invalid("number that was called", "service_number",
            () -> lookup(each -> each.setCallType(CallType.CALL_TYPE_TOLL_DIAL_IN).setServiceNumber("44")))
        .invalid("negative duration", "duration_seconds", () -> lookup(each -> each.setDurationSeconds(-1)))
        .invalid("long duration", "duration_seconds", () -> lookup(each -> each.setDurationSeconds(108_001)))
        .invalid("time", "time", () -> lookup(each -> each.setTime(Timestamp.newBuilder().setSeconds(-1))))
        .tests();
  }

  @Test
  void aRateIsFoundWithItsDeckAndCost() {
    LookupRateResponse found = lookup(each -> each.setDurationSeconds(61));

    assertThat(found.getRate().getDestination()).isEqualTo("France");
    assertThat(found.getCostMicros()).isEqualTo(40_000);
    assertThat(lookup(each -> each.setDurationSeconds(108_000)).getCostMicros()).isEqualTo(36_000_000);
    assertThat(decks(CallType.CALL_TYPE_DIAL_OUT, 0, "").getDecksList()).extracting(RateDeck::getDeckId)
        .contains(found.getDeckId());
  }

  @Test
  void dialInIsRatedByServiceNumberAndCaller() {
    UnaryOperator<LookupRateRequest.Builder> tollFree = each -> each
        .setCallType(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN).setServiceNumber(TestServer.TOLL_FREE_NUMBER);

    assertThat(lookup(each -> tollFree.apply(each).setRemoteNumber("+12125550100")).getRate().getDestination())
        .isEqualTo("US toll-free");
    assertThat(lookup(each -> tollFree.apply(each).setRemoteNumber("+14165550100")).getRate().getDestination())
        .isEqualTo("US toll-free from Canada");
    assertThat(lookup(each -> tollFree.apply(each).setRemoteNumber("anonymous")).getRate().getDestination())
        .isEqualTo("US toll-free");
    assertThat(lookup(each -> each.setCallType(CallType.CALL_TYPE_TOLL_DIAL_IN)
        .setServiceNumber(TestServer.TOLL_NUMBER)).getRate().getDestination()).isEqualTo("UK toll");
  }

  @Test
  void noRateAndNoDeckAreAnswersNotErrors() {
    var early = Timestamp.newBuilder().setSeconds(1_000_000_000);

    assertThat(lookup(each -> each.setRemoteNumber("+491701234567")))
        .isEqualTo(LookupRateResponse.getDefaultInstance());
    assertThat(lookup(each -> each.setCurrencyCode("EUR"))).isEqualTo(LookupRateResponse.getDefaultInstance());
    assertThat(lookup(each -> each.setTime(early))).isEqualTo(LookupRateResponse.getDefaultInstance());
  }

  @Test
  void aRejectingRateHasNoCost() {
    server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS + ",action",
        "881,Satellite,9,0,60,60,GBP,reject");

    LookupRateResponse found = lookup(each -> each.setCurrencyCode("GBP").setRemoteNumber("+8811234567")
        .setDurationSeconds(60));

    assertThat(found.getRate().getReject()).isTrue();
    assertThat(found.getCostMicros()).isZero();
  }

  private static ListRateDecksResponse decks(CallType type, int pageSize, String token) {
    return server.tariffs().listRateDecks(ListRateDecksRequest.newBuilder().setCallType(type).setPageSize(pageSize)
        .setPageToken(token).build());
  }

  private static List<Rate> rates(String deckId, int pageSize, String token) {
    return server.tariffs().listRates(ListRatesRequest.newBuilder().setDeckId(deckId).setPageSize(pageSize)
        .setPageToken(token).build()).getRatesList();
  }

  @TestFactory
  Stream<DynamicTest> listsThatAreRefused() {
    String deckId = decks(CallType.CALL_TYPE_TOLL_DIAL_IN, 0, "").getDecks(0).getDeckId();
    var refusals = new Refusals()
        .invalid("decks, page size", "page_size", () -> decks(CallType.CALL_TYPE_UNSPECIFIED, -1, ""))
        .invalid("decks, unknown call type", "call_type",
            () -> server.tariffs().listRateDecks(ListRateDecksRequest.newBuilder().setCallTypeValue(9).build()))
        .invalid("rates, no deck", "deck_id", () -> rates("", 0, ""))
        .invalid("rates, long deck id", "deck_id", () -> rates("d".repeat(65), 0, ""))
        .row("rates, unknown deck", "NOT_FOUND NO_SUCH_RATE_DECK", () -> rates("deck-x", 0, ""))
        .invalid("rates, page size", "page_size", () -> rates(deckId, -1, ""));
    for (String key : List.of("x", "-5", "1x", "2147483647", "99999999999")) {
      refusals.invalid("decks, token of '" + key + "'", "page_token",
          () -> decks(CallType.CALL_TYPE_UNSPECIFIED, 0, PageToken.RATE_DECKS.after(key)))
          .invalid("rates, token of '" + key + "'", "page_token",
              () -> rates(deckId, 0, PageToken.RATES.after(key)));
    }
    return refusals.tests();
  }

  @Test
  void decksAreListedByCallTypeAndPaged() {
    var first = decks(CallType.CALL_TYPE_UNSPECIFIED, 2, "");
    var rest = decks(CallType.CALL_TYPE_UNSPECIFIED, 1_000, first.getNextPageToken());
    List<RateDeck> all = new ArrayList<>(first.getDecksList());
    all.addAll(rest.getDecksList());

    assertThat(first.getDecksCount()).isEqualTo(2);
    assertThat(rest.getNextPageToken()).isEmpty();
    assertThat(all).isEqualTo(decks(CallType.CALL_TYPE_UNSPECIFIED, 0, "").getDecksList());
    assertThat(all).extracting(RateDeck::getCallTypeValue).isSorted().contains(1, 2, 3);
    assertThat(decks(CallType.CALL_TYPE_TOLL_DIAL_IN, 0, "").getDecksList())
        .allMatch(deck -> deck.getCallType() == CallType.CALL_TYPE_TOLL_DIAL_IN);
  }

  @Test
  void ratesAreListedInTheOrderOfTheFile() {
    RateDeck deck = server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "49,Germany,0.02,0,60,60,CHF",
        "33,France,0.02,0,1,1,CHF", "4930,Berlin,0.015,0.1,30,6,CHF");
    var first = server.tariffs().listRates(ListRatesRequest.newBuilder().setDeckId(deck.getDeckId()).setPageSize(2)
        .build());

    assertThat(first.getRatesList()).extracting(Rate::getDestination).containsExactly("Germany", "France");
    assertThat(rates(deck.getDeckId(), 2, first.getNextPageToken())).extracting(Rate::getDestination)
        .containsExactly("Berlin");
    assertThat(deck.getRateCount()).isEqualTo(3);
  }
}
