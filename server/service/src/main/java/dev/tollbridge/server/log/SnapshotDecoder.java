package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.AccessToken;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.LegImage;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.OrganizationImage;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.ReratingProgress;
import dev.tollbridge.core.engine.SessionImage;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.core.tariff.ZoneTable;
import dev.tollbridge.server.log.v1.LogStageRates;
import dev.tollbridge.server.log.v1.SnapshotDeck;
import dev.tollbridge.server.log.v1.SnapshotHeader;
import dev.tollbridge.server.log.v1.SnapshotItem;
import dev.tollbridge.server.log.v1.SnapshotLeg;
import dev.tollbridge.server.log.v1.SnapshotRequest;
import dev.tollbridge.server.log.v1.SnapshotSession;
import dev.tollbridge.server.log.v1.SnapshotUsageId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an engine's image from a sequence of items. */
final class SnapshotDecoder {
  private final DeckPool pool;
  private final List<OrganizationImage> organizations = new ArrayList<>();
  private final List<ZoneTable> zones = new ArrayList<>();
  private final List<DeckVersion> decks = new ArrayList<>();
  private final List<String> usedDecks = new ArrayList<>();
  private final List<EngineImage.StagedDeck> stagedDecks = new ArrayList<>();
  private final List<ServiceNumber> serviceNumbers = new ArrayList<>();
  private final List<SessionImage> current = new ArrayList<>();
  private final List<SessionImage> replaced = new ArrayList<>();
  private final List<Rate> legRates = new ArrayList<>();
  private final List<LegImage> legs = new ArrayList<>();
  private final List<EngineImage.AnsweredRequest> requests = new ArrayList<>();
  private final List<EngineImage.KnownUsageId> bookedCalls = new ArrayList<>();
  private final List<ReratingProgress> reratings = new ArrayList<>();
  private final List<AccessToken> accessTokens = new ArrayList<>();
  private SnapshotHeader header = SnapshotHeader.getDefaultInstance();
  private @Nullable SnapshotDeck deck;
  private final List<Rate> deckRates = new ArrayList<>();
  private @Nullable SnapshotSession session;
  private final List<CallRecord> closings = new ArrayList<>();

  SnapshotDecoder(DeckPool pool) {
    this.pool = pool;
  }

  /** What {@link #read} has read, and where it belongs. */
  record Snapshot(LogPosition place, EngineImage image) {}

  /** Reads items up to the end item; fails when that is missing or counts other items. */
  Snapshot read(InputStream in) throws IOException {
    long items = 0;
    SnapshotItem item;
    while ((item = SnapshotItem.parseDelimitedFrom(in)) != null) {
      if (item.hasEnd()) {
        if (item.getEnd().getItems() != items) {
          throw new IOException("its end counts " + item.getEnd().getItems() + " items, but it has " + items);
        }
        return snapshot();
      }
      add(item, items++);
    }
    throw new IOException("it was cut short after " + items + " items");
  }

  private void add(SnapshotItem item, long place) throws IOException {
    if (!item.hasDeckRates()) {
      finishDeck();
    }
    if (!item.hasClosing()) {
      finishSession();
    }
    switch (item.getItemCase()) {
      case HEADER -> header = checked(item.getHeader());
      case ORGANIZATION -> organizations.add(ImageOrganizations.decode(item.getOrganization()));
      case DECK -> deck = item.getDeck();
      case DECK_RATES -> item.getDeckRates().getRatesList().forEach(rate -> deckRates.add(RateCodec.decode(rate)));
      case STAGED_RATES -> stagedDecks.add(staged(item.getStagedRates()));
      case SERVICE_NUMBER -> serviceNumbers.add(CommandDecoder.number(item.getServiceNumber()));
      case SESSION -> session = item.getSession();
      case CLOSING -> closings.add(ImageLegs.decode(item.getClosing()));
      case LEG_RATE -> legRates.add(RateCodec.decode(item.getLegRate()));
      case LEG -> legs.add(leg(item.getLeg()));
      case REQUEST -> requests.add(request(item.getRequest()));
      case BOOKED_CALL -> bookedCalls.add(booked(item.getBookedCall()));
      case ZONE -> zones.add(ZoneCodec.decode(item.getZone()));
      case RERATING -> reratings.add(ReratingCodec.decode(item.getRerating()));
      case ACCESS_TOKEN -> accessTokens.add(TokenCodec.decode(item.getAccessToken()));
      case END, ITEM_NOT_SET -> throw new IOException("item " + place + " is of no kind that this version knows");
    }
  }

  private static SnapshotHeader checked(SnapshotHeader header) {
    if (header.getFormat() > SnapshotEncoder.FORMAT) {
      throw new NewerFormatException("it has format " + header.getFormat() + ", this version reads up to "
          + SnapshotEncoder.FORMAT + "; start the version that wrote it, or a newer one");
    }
    var _ = Level.of(header.getLevel());
    return header;
  }

  private void finishDeck() {
    SnapshotDeck finished = deck;
    if (finished != null) {
      Command.AddDeck add = CommandDecoder.add(finished.getDeck());
      decks.add(new DeckVersion(add.deckId(), add.displayName(), add.callType(), add.currency(),
          add.effectiveMicros(), finished.getImportMicros(), add.contentSha256(),
          pool.compile(List.copyOf(deckRates))));
      if (finished.getUsed()) {
        usedDecks.add(add.deckId());
      }
      deckRates.clear();
      deck = null;
    }
  }

  private void finishSession() {
    SnapshotSession finished = session;
    if (finished != null) {
      SessionImage image = ImageLegs.decode(finished, List.copyOf(closings));
      (finished.getReplaced() ? replaced : current).add(image);
      closings.clear();
      session = null;
    }
  }

  private static EngineImage.StagedDeck staged(LogStageRates staged) {
    return new EngineImage.StagedDeck(staged.getDeckId(), staged.getPart(),
        staged.getRatesList().stream().map(RateCodec::decode).toList());
  }

  private LegImage leg(SnapshotLeg leg) {
    return ImageLegs.decode(leg, leg.getRate() == 0 ? null : legRates.get(leg.getRate() - 1));
  }

  private static EngineImage.AnsweredRequest request(SnapshotRequest request) throws IOException {
    Outcome outcome = switch (request.getOutcomeCase()) {
      case STORED -> new Outcome.Stored(ImageOrganizations.decodeProfile(request.getStored()));
      case BOOKED -> new Outcome.EntryMade(ImageOrganizations.decode(request.getBooked()));
      case BOOKED_NOTHING -> new Outcome.EntryMade(null);
      case OUTCOME_NOT_SET -> throw new IOException("request " + request.getRequestId() + " has no outcome");
    };
    return new EngineImage.AnsweredRequest(request.getOrganizationId(), request.getRequestId(),
        request.getFingerprint(), outcome, request.getAnsweredMicros());
  }

  private static EngineImage.KnownUsageId booked(SnapshotUsageId call) {
    return new EngineImage.KnownUsageId(call.getOrganizationId(), call.getUsageId(), call.getFingerprint(),
        call.getBookMicros());
  }

  private Snapshot snapshot() {
    finishDeck();
    finishSession();
    var sessions = new EngineImage.SessionsImage(current, replaced, header.getNextOrphanCheckMicros(),
        header.getLastMicros(), header.getListeningSinceMicros());
    var image = new EngineImage(header.getLevel(), header.getNowMicros(), CommandDecoder.configure(header.getRules()),
        header.getLastLedgerSequence(), header.getLastRecordSequence(), header.getLastLegOrdinal(),
        header.getLastCorrection(), header.getLastAuditSequence(), organizations,
        header.getRetryingList(), zones, decks, usedDecks.stream().sorted().toList(), stagedDecks, serviceNumbers,
        sessions, legs, requests, bookedCalls,
        reratings, accessTokens);
    return new Snapshot(new LogPosition(header.getShard(), header.getTerm(), header.getIndex()), image);
  }
}
