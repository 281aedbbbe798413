package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.CallTypes;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.rpc.Violations;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.shard.Catalog;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.ImportRateDeckHeader;
import dev.tollbridge.v1.ImportRateDeckRequest;
import dev.tollbridge.v1.ImportRateDeckResponse;
import dev.tollbridge.v1.RateDeckWarningReason;
import dev.tollbridge.v1.TariffServiceGrpc;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One import of a rate deck. Nothing is changed before the whole file has been read and is valid; then its rates are
 * staged in every shard, and the deck is added only when all have them.
 */
final class RateDeckImport implements StreamObserver<ImportRateDeckRequest> {
  private static final int MAX_NAME_LENGTH = 200;
  private static final int MAX_CHUNK_BYTES = 1024 * 1024;

  private final ShardRouter router;
  private final Catalog catalog;
  private final ServerCallStreamObserver<ImportRateDeckResponse> caller;
  private final DeckMemory memory;
  private final RateDeckCsv csv;
  private final DeckUploads uploads;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile DeckUploads.@Nullable Upload upload;
  private @Nullable ImportRateDeckHeader header;

  RateDeckImport(ShardRouter router, Catalog catalog, DeckMemory memory, DeckUploads uploads,
      ServerCallStreamObserver<ImportRateDeckResponse> caller) {
    this.router = router;
    this.catalog = catalog;
    this.memory = memory;
    this.uploads = uploads;
    this.caller = caller;
    csv = new RateDeckCsv(memory.maxRows());
    // without a handler, a response after the caller's cancellation would be an error
    caller.setOnCancelHandler(() -> {
      var _ = release();
    });
  }

  @Override
  public void onNext(ImportRateDeckRequest request) {
    if (ended.get()) {
      return;
    }
    try {
      add(request);
    } catch (RuntimeException failure) {
      end(Statuses.of(failure));
    }
  }

  private void add(ImportRateDeckRequest request) {
    RequestChecks.check(checks -> check(request, checks));
    upload().add(request.getChunk().size());
    csv.append(request.getChunk());
  }

  private DeckUploads.Upload upload() {
    DeckUploads.Upload present = upload;
    if (present == null) {
      present = uploads.begin(Caller.current(), this::end);
      upload = present;
    }
    return present;
  }

  /** Ends the call with an error, from any thread, unless its file is complete. */
  private void end(StatusRuntimeException error) {
    if (release()) {
      caller.onError(error);
    }
  }

  /** Drops an incomplete file. Returns whether there was one. */
  private boolean release() {
    boolean incomplete = ended.compareAndSet(false, true);
    DeckUploads.Upload present = upload;
    if (incomplete && present != null) {
      present.close();
    }
    return incomplete;
  }

  private void check(ImportRateDeckRequest request, RequestChecks checks) {
    checks.require(header == null ? request.hasHeader() : request.hasChunk(), "payload",
        header == null ? "must be a header in the first message" : "must be a chunk after the first message");
    checks.require(request.getChunk().size() <= MAX_CHUNK_BYTES, "chunk",
        "must be at most " + MAX_CHUNK_BYTES + " bytes");
    if (request.hasHeader()) {
      header = checked(request.getHeader(), checks);
    }
  }

  private static ImportRateDeckHeader checked(ImportRateDeckHeader header, RequestChecks checks) {
    checks.foreignId("header.request_id", header.getRequestId());
    checks.requiredText("header.display_name", header.getDisplayName(), MAX_NAME_LENGTH);
    checks.require(CallTypes.decode(header.getCallType()) != null, "header.call_type", "is required");
    checks.timeMicrosOr("header.effective_time", header.hasEffectiveTime(), header.getEffectiveTime(), 0);
    return header;
  }

  @Override
  public void onError(Throwable cancelled) {
    var _ = release();
  }

  @Override
  public void onCompleted() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    DeckUploads.Upload complete = upload;
    if (complete == null || header == null) {
      caller.onError(Violations.of("payload", "must be a header in the first message"));
      return;
    }
    ImportRateDeckHeader deck = header;
    Responses.later(caller, () -> inTurn(complete, () -> add(deck)));
  }

  /** One deck is read and added at a time: each takes a good part of the memory. */
  private static CompletableFuture<ImportRateDeckResponse> inTurn(DeckUploads.Upload upload,
      Supplier<CompletableFuture<ImportRateDeckResponse>> work) {
    upload.beginReading();
    CompletableFuture<ImportRateDeckResponse> response;
    try {
      response = work.get();
    } catch (RuntimeException failure) {
      response = CompletableFuture.failedFuture(failure);
    }
    return response.whenComplete((_, _) -> {
      upload.endReading();
      upload.close();
    });
  }

  private CompletableFuture<ImportRateDeckResponse> add(ImportRateDeckHeader deck) {
    CallType callType = Objects.requireNonNull(CallTypes.decode(deck.getCallType()));
    long effectiveMicros = deck.hasEffectiveTime()
        ? Times.micros(deck.getEffectiveTime())
        : router.clock().nowMicros();
    RateDeckFile file = csv.finish(callType, Instant.EPOCH.plus(effectiveMicros, ChronoUnit.MICROS));
    requireRoom(file.rates().size());
    List<DeckWarning> warnings = warnings(file);
    if (deck.getStrict()) {
      refuse(warnings);
    }
    String deckId = "deck-" + UUID.nameUUIDFromBytes(deck.getRequestId().getBytes(StandardCharsets.UTF_8));
    var add = new Command.AddDeck(deckId, deck.getDisplayName(), callType, file.currency(), effectiveMicros,
        file.contentSha256(), file.rates().size());
    var response = ImportRateDeckResponse.newBuilder()
        .addAllWarnings(warnings.stream().map(DeckWarning::encode).toList());
    return deck.getValidateOnly() ? validated(add, file, response) : added(add, deck, file, response);
  }

  private void requireRoom(int rows) {
    long kept = router.first().read(RatingEngine::decks).stream().mapToLong(deck -> deck.deck().rates().size()).sum();
    if (kept + rows > memory.maxKeptRows()) {
      throw ApiErrors.resourceExhausted("RATE_DECKS_TOO_LARGE",
          "the rate decks that are kept have " + kept + " rows, and with this one more than " + memory.maxKeptRows()
              + ", for which this server has memory; start it with a greater -Xmx, or delete decks that rated nothing",
          Map.of("max_kept_rows", Long.toString(memory.maxKeptRows())));
    }
  }

  private List<DeckWarning> warnings(RateDeckFile file) {
    boolean used = router.shards().stream()
        .anyMatch(shard -> shard.read(engine -> engine.hasCurrency(file.currency())));
    var warning = new DeckWarning(0, RateDeckWarningReason.RATE_DECK_WARNING_REASON_UNUSED_CURRENCY,
        "no organization has the currency " + file.currency());
    return Stream.concat(used ? Stream.empty() : Stream.of(warning), file.warnings().stream()).toList();
  }

  private static void refuse(List<DeckWarning> warnings) {
    var violations = new Violations(RateDeckCsv.REASON);
    warnings.forEach(warning -> violations.add(warning.place(), warning.message()));
    violations.throwIfAny();
  }

  private CompletableFuture<ImportRateDeckResponse> validated(Command.AddDeck add, RateDeckFile file,
      ImportRateDeckResponse.Builder response) {
    DeckVersion valid = new DeckVersion("", add.displayName(), add.callType(), add.currency(), add.effectiveMicros(),
        0, add.contentSha256(), RateDeck.compile(file.rates()));
    name(removals(add, file), response);
    return CompletableFuture
        .completedFuture(response.setDeck(TariffGrpc.encode(valid).toBuilder().clearImportTime()).build());
  }

  private CompletableFuture<ImportRateDeckResponse> added(Command.AddDeck add, ImportRateDeckHeader deck,
      RateDeckFile file, ImportRateDeckResponse.Builder response) {
    return catalog.addDeck(add, file.rates(), Authors.audited(TariffServiceGrpc.getImportRateDeckMethod()), () -> {
      DeckRemovals removals = removals(add, file);
      if (!removals.prefixes().isEmpty() && !deck.getAllowRemovals()) {
        throw removals.refusal();
      }
      name(removals, response);
    }).thenApply(outcome -> {
      Statuses.require(outcome, Outcome.Done.class);
      DeckVersion added = router.first().read(engine -> engine.deck(add.deckId()));
      requireSame(Objects.requireNonNull(added), deck, file);
      return response.setDeck(TariffGrpc.encode(added, router)).build();
    });
  }

  private DeckRemovals removals(Command.AddDeck add, RateDeckFile file) {
    DeckVersion inForce = router.first()
        .read(engine -> engine.deckInForce(add.callType(), add.currency(), add.effectiveMicros()));
    return DeckRemovals.of(inForce, file.rates());
  }

  private static void name(DeckRemovals removals, ImportRateDeckResponse.Builder response) {
    response.setRemovedPrefixCount(removals.prefixes().size()).addAllRemovedPrefixes(removals.named())
        .setReplacedDeckId(removals.replacedId());
  }

  private static void requireSame(DeckVersion present, ImportRateDeckHeader deck, RateDeckFile file) {
    boolean sameTime = !deck.hasEffectiveTime() || Times.micros(deck.getEffectiveTime()) == present.effectiveMicros();
    boolean same = present.contentSha256().equals(file.contentSha256()) && sameTime
        && present.displayName().equals(deck.getDisplayName())
        && present.callType() == CallTypes.decode(deck.getCallType());
    RequestChecks.check(checks -> checks.require(same, "header.request_id",
        "was used before with another payload; make a new one"));
  }
}
