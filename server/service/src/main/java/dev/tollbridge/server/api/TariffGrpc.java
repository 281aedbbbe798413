package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.RatedNumber;
import dev.tollbridge.core.tariff.Zones;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.CallTypes;
import dev.tollbridge.server.rpc.PhoneNumbers;
import dev.tollbridge.server.rpc.RemoteNumber;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.shard.Catalog;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.DeleteRateDeckRequest;
import dev.tollbridge.v1.DeleteRateDeckResponse;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.ListRateDecksResponse;
import dev.tollbridge.v1.ListRatesRequest;
import dev.tollbridge.v1.ListRatesResponse;
import dev.tollbridge.v1.LookupRateRequest;
import dev.tollbridge.v1.LookupRateResponse;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.TariffServiceGrpc;
import dev.tollbridge.v1.TariffServiceGrpc.TariffServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves rate decks, which all shards share. */
final class TariffGrpc extends TariffServiceImplBase {
  /** A leg lasts no longer. */
  static final long MAX_DURATION_SECONDS = TimeUnit.MICROSECONDS.toSeconds(RatingEngine.MAX_CALL_MICROS);

  private final ShardRouter router;
  private final Catalog catalog;
  private final PhoneNumbers phoneNumbers;
  private final DeckUploads uploads;
  private final DeckMemory memory;

  TariffGrpc(ShardRouter router, Catalog catalog, PhoneNumbers phoneNumbers, DeckUploads uploads,
      DeckMemory memory) {
    this.router = router;
    this.catalog = catalog;
    this.phoneNumbers = phoneNumbers;
    this.uploads = uploads;
    this.memory = memory;
  }

  @Override
  public StreamObserver<ImportRateDeckRequest> importRateDeck(StreamObserver<ImportRateDeckResponse> caller) {
    return new RateDeckImport(router, catalog, memory, uploads,
        (ServerCallStreamObserver<ImportRateDeckResponse>) caller);
  }

  @Override
  public void deleteRateDeck(DeleteRateDeckRequest request, StreamObserver<DeleteRateDeckResponse> caller) {
    Responses.later(caller, () -> {
      String deckId = RequestChecks.checked(checks -> checks.foreignId("deck_id", request.getDeckId()));
      return catalog.deleteDeck(deckId, Authors.audited(TariffServiceGrpc.getDeleteRateDeckMethod()))
          .thenApply(outcome -> {
            Statuses.require(outcome, Outcome.Done.class);
            return DeleteRateDeckResponse.getDefaultInstance();
          });
    });
  }

  @Override
  public void listRateDecks(ListRateDecksRequest request, StreamObserver<ListRateDecksResponse> caller) {
    Responses.now(caller, () -> {
      CallType only = CallTypes.decode(request.getCallType());
      PageByIndex asked = RequestChecks.checked(checks -> {
        checks.require(only != null || request.getCallType() == dev.tollbridge.v1.CallType.CALL_TYPE_UNSPECIFIED,
            "call_type", "is not a call type of this version");
        return PageByIndex.of(PageToken.RATE_DECKS, request.getPageSize(), request.getPageToken(), checks);
      });
      List<DeckVersion> all = router.first().read(engine -> engine.decks().stream()
          .filter(deck -> only == null || deck.callType() == only).toList());
      Page<DeckVersion> page = asked.of(all);
      return ListRateDecksResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllDecks(page.items().stream().map(deck -> encode(deck, router)).toList()).build();
    });
  }

  /** A deck that was imported, and whether it is in force now. */
  static RateDeck encode(DeckVersion deck, ShardRouter router) {
    DeckVersion inForce = router.first()
        .read(engine -> engine.deckInForce(deck.callType(), deck.currency(), router.clock().nowMicros()));
    return encode(deck).toBuilder().setInForce(inForce != null && inForce.deckId().equals(deck.deckId())).build();
  }

  static RateDeck encode(DeckVersion deck) {
    return RateDeck.newBuilder().setDeckId(deck.deckId()).setDisplayName(deck.displayName())
        .setCallType(CallTypes.encode(deck.callType())).setCurrencyCode(deck.currency())
        .setEffectiveTime(Times.timestamp(deck.effectiveMicros())).setRateCount(deck.deck().rates().size())
        .setImportTime(Times.timestamp(deck.importMicros())).setContentSha256(deck.contentSha256()).build();
  }

  @Override
  public void lookupRate(LookupRateRequest request, StreamObserver<LookupRateResponse> caller) {
    Responses.now(caller, () -> {
      Lookup lookup = RequestChecks.checked(checks -> decode(request, checks));
      return lookup(Objects.requireNonNull(CallTypes.decode(request.getCallType())), request, lookup.number(),
          lookup.atMicros());
    });
  }

  private record Lookup(RatedNumber number, long atMicros) {}

  private Lookup decode(LookupRateRequest request, RequestChecks checks) {
    CallType callType = CallTypes.decode(request.getCallType());
    checks.require(callType != null, "call_type", "is required");
    checks.currency("currency_code", request.getCurrencyCode());
    checks.require(request.getDurationSeconds() >= 0 && request.getDurationSeconds() <= MAX_DURATION_SECONDS,
        "duration_seconds", "must be 0 to " + MAX_DURATION_SECONDS);
    long atMicros = checks.timeMicrosOr("time", request.hasTime(), request.getTime(), router.clock().nowMicros());
    RatedNumber number = callType == CallType.DIAL_OUT
        ? dialled(request.getRemoteNumber(), checks)
        : called(request, callType, checks);
    return new Lookup(number, atMicros);
  }

  private RatedNumber dialled(String remoteNumber, RequestChecks checks) {
    RemoteNumber dialled = phoneNumbers.dialled(remoteNumber, Set::of);
    phoneNumbers.requireDigits("remote_number", dialled.text(), checks);
    return new RatedNumber(dialled.digits(), dialled.country(), "");
  }

  private RatedNumber called(LookupRateRequest request, @Nullable CallType callType,
      RequestChecks checks) {
    String service = phoneNumbers.service(request.getServiceNumber(), () -> "");
    String digits = phoneNumbers.requireDigits("service_number", service, checks);
    var known = router.first().read(engine -> engine.serviceNumber(digits));
    String country = known == null ? phoneNumbers.country(service) : known.country();
    String caller = callType == CallType.TOLL_FREE_DIAL_IN
        ? phoneNumbers.caller(request.getRemoteNumber(), service).country()
        : "";
    return new RatedNumber(digits, country, caller);
  }

  private LookupRateResponse lookup(CallType callType, LookupRateRequest request, RatedNumber number, long atMicros) {
    var response = LookupRateResponse.newBuilder();
    DeckVersion deck = router.first()
        .read(engine -> engine.deckInForce(callType, request.getCurrencyCode(), atMicros));
    Zones zones = router.first().read(RatingEngine::zones);
    Rate rate = deck == null ? null : deck.deck().find(number, atMicros, zones);
    if (deck != null && rate != null) {
      response.setDeckId(deck.deckId()).setRate(RateEncoder.encode(rate));
      if (!rate.reject()) {
        response.setCostMicros(rate.price(request.getDurationSeconds()).chargeMicros());
      }
    }
    return response.build();
  }

  @Override
  public void listRates(ListRatesRequest request, StreamObserver<ListRatesResponse> caller) {
    Responses.now(caller, () -> {
      PageByIndex asked = RequestChecks.checked(checks -> {
        checks.foreignId("deck_id", request.getDeckId());
        return PageByIndex.of(PageToken.RATES, request.getPageSize(), request.getPageToken(), checks);
      });
      DeckVersion deck = router.first().read(engine -> engine.deck(request.getDeckId()));
      if (deck == null) {
        throw ApiErrors.notFound("NO_SUCH_RATE_DECK", "there is no rate deck with this deck_id", Map.of());
      }
      Page<Rate> page = asked.of(deck.deck().rates());
      return ListRatesResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllRates(page.items().stream().map(RateEncoder::encode).toList()).build();
    });
  }
}
