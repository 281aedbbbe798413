package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.RatedNumber;
import dev.tollbridge.core.tariff.Zones;
import dev.tollbridge.server.record.InvalidPageTokenException;
import dev.tollbridge.server.record.RecordPage;
import dev.tollbridge.server.shard.Catalog;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.ListRateDecksResponse;
import dev.tollbridge.v1.ListRatesRequest;
import dev.tollbridge.v1.ListRatesResponse;
import dev.tollbridge.v1.LookupRateRequest;
import dev.tollbridge.v1.LookupRateResponse;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.TariffServiceGrpc.TariffServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Serves rate decks, which all shards share. */
final class TariffGrpc extends TariffServiceImplBase {
  private static final long MAX_DURATION_SECONDS = 108_000;
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

  private final ShardRouter router;
  private final Catalog catalog;
  private final PhoneNumbers phoneNumbers;

  TariffGrpc(ShardRouter router, Catalog catalog, PhoneNumbers phoneNumbers) {
    this.router = router;
    this.catalog = catalog;
    this.phoneNumbers = phoneNumbers;
  }

  @Override
  public StreamObserver<ImportRateDeckRequest> importRateDeck(StreamObserver<ImportRateDeckResponse> caller) {
    return new RateDeckImport(router, catalog, (ServerCallStreamObserver<ImportRateDeckResponse>) caller);
  }

  @Override
  public void listRateDecks(ListRateDecksRequest request, StreamObserver<ListRateDecksResponse> caller) {
    Answer.now(caller, () -> {
      var violations = new Violations();
      var checks = new RequestChecks(violations);
      int pageSize = checks.pageSize(request.getPageSize());
      String after = checks.pageToken(PageToken.RATE_DECKS, request.getPageToken());
      CallType only = CallTypes.decode(request.getCallType());
      checks.require(only != null || request.getCallType() == dev.tollbridge.v1.CallType.CALL_TYPE_UNSPECIFIED,
          "call_type", "is not a call type of this version");
      violations.throwIfAny();
      List<DeckVersion> all = router.first().read(engine -> engine.decks().stream()
          .filter(deck -> only == null || deck.callType() == only).toList());
      var page = page(all, after, pageSize, PageToken.RATE_DECKS);
      return ListRateDecksResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllDecks(page.items().stream().map(indexed -> encode(indexed.item())).toList()).build();
    });
  }

  /** An item and its place in the list, which is what page tokens of these lists hold. */
  private record Indexed<T>(int index, T item) {
    String key() {
      return Integer.toString(index);
    }
  }

  private static <T> RecordPage<Indexed<T>> page(List<T> all, String after, int pageSize,
      PageToken list) {
    int from = after.isEmpty() ? 0 : index(after, all.size()) + 1;
    List<Indexed<T>> found = IntStream.range(from, Math.min(all.size(), from + pageSize + 1))
        .mapToObj(index -> new Indexed<>(index, all.get(index))).toList();
    Function<Indexed<T>, String> key = Indexed::key;
    return Pages.of(found, pageSize, list, key);
  }

  private static int index(String key, int size) {
    int index = INDEX.matcher(key).matches() ? Integer.parseInt(key) : size;
    if (index >= size) {
      throw new InvalidPageTokenException();
    }
    return index;
  }

  static RateDeck encode(DeckVersion deck) {
    return RateDeck.newBuilder().setDeckId(deck.deckId()).setDisplayName(deck.displayName())
        .setCallType(CallTypes.encode(deck.callType())).setCurrencyCode(deck.currency())
        .setEffectiveTime(Times.timestamp(deck.effectiveMicros())).setRateCount(deck.deck().rates().size())
        .setImportTime(Times.timestamp(deck.importMicros())).setContentSha256(deck.contentSha256()).build();
  }

  @Override
  public void lookupRate(LookupRateRequest request, StreamObserver<LookupRateResponse> caller) {
    Answer.now(caller, () -> {
      var violations = new Violations();
      var checks = new RequestChecks(violations);
      CallType callType = CallTypes.decode(request.getCallType());
      checks.require(callType != null, "call_type", "is required");
      checks.currency("currency_code", request.getCurrencyCode());
      checks.require(request.getDurationSeconds() >= 0 && request.getDurationSeconds() <= MAX_DURATION_SECONDS,
          "duration_seconds", "must be 0 to " + MAX_DURATION_SECONDS);
      long atMicros = checks.timeMicrosOr("time", request.hasTime(), request.getTime(), router.clock().nowMicros());
      RatedNumber number = callType == CallType.DIAL_OUT
          ? dialled(request.getRemoteNumber(), checks)
          : called(request, callType, checks);
      violations.throwIfAny();
      return lookup(Objects.requireNonNull(callType), request, number, atMicros);
    });
  }

  private RatedNumber dialled(String remoteNumber, RequestChecks checks) {
    return new RatedNumber(phoneNumbers.requireDigits("remote_number", remoteNumber, checks),
        phoneNumbers.country(remoteNumber), "");
  }

  private RatedNumber called(LookupRateRequest request, @Nullable CallType callType,
      RequestChecks checks) {
    String digits = phoneNumbers.requireDigits("service_number", request.getServiceNumber(), checks);
    var known = router.first().read(engine -> engine.serviceNumber(digits));
    String country = known == null ? phoneNumbers.country(request.getServiceNumber()) : known.country();
    String caller = callType == CallType.TOLL_FREE_DIAL_IN ? phoneNumbers.country(request.getRemoteNumber()) : "";
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
    Answer.now(caller, () -> {
      var violations = new Violations();
      var checks = new RequestChecks(violations);
      int pageSize = checks.pageSize(request.getPageSize());
      String after = checks.pageToken(PageToken.RATES, request.getPageToken());
      checks.foreignId("deck_id", request.getDeckId());
      violations.throwIfAny();
      DeckVersion deck = router.first().read(engine -> engine.deck(request.getDeckId()));
      if (deck == null) {
        throw ApiErrors.notFound("NO_SUCH_RATE_DECK", "there is no rate deck with this deck_id", Map.of());
      }
      var page = page(deck.deck().rates(), after, pageSize, PageToken.RATES);
      return ListRatesResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllRates(page.items().stream().map(indexed -> RateEncoder.encode(indexed.item())).toList()).build();
    });
  }
}
