package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.LegImage;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.SessionImage;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.server.log.v1.LogStageRates;
import dev.tollbridge.server.log.v1.LogTick;
import dev.tollbridge.server.log.v1.SnapshotDeck;
import dev.tollbridge.server.log.v1.SnapshotEnd;
import dev.tollbridge.server.log.v1.SnapshotHeader;
import dev.tollbridge.server.log.v1.SnapshotItem;
import dev.tollbridge.server.log.v1.SnapshotRates;
import dev.tollbridge.server.log.v1.SnapshotRequest;
import dev.tollbridge.server.log.v1.SnapshotUsageId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes an engine's image as a sequence of items. */
final class SnapshotEncoder {
  /** The newest format that this version reads, and the one it writes: 2 has re-ratings, 3 levels and time zones. */
  static final int FORMAT = 3;
  private static final int RATES_PER_ITEM = 1_000;

  private final OutputStream out;
  /** By value, so that equal states make equal files however their rates were created. */
  private final HashMap<Rate, Integer> legRates = new HashMap<>();
  private long items;

  SnapshotEncoder(OutputStream out) {
    this.out = out;
  }

  void write(EngineImage image, LogPosition place) throws IOException {
    write(SnapshotItem.newBuilder().setHeader(header(image, place)));
    for (var organization : image.organizations()) {
      write(SnapshotItem.newBuilder().setOrganization(ImageOrganizations.encode(organization)));
    }
    for (var table : image.zones()) {
      write(SnapshotItem.newBuilder().setZone(ZoneCodec.encode(table)));
    }
    Set<String> used = Set.copyOf(image.usedDecks());
    for (DeckVersion deck : image.decks()) {
      write(deck, used.contains(deck.deckId()));
    }
    for (var staged : image.stagedDecks()) {
      write(staged);
    }
    for (var number : image.serviceNumbers()) {
      write(SnapshotItem.newBuilder().setServiceNumber(CommandEncoder.number(number)));
    }
    writeSessions(image.sessions().current(), false);
    writeSessions(image.sessions().replaced(), true);
    for (LegImage leg : image.legs()) {
      write(SnapshotItem.newBuilder().setLeg(ImageLegs.encode(leg, ratePlace(leg.rate()))));
    }
    writeKeys(image);
    write(SnapshotItem.newBuilder().setEnd(SnapshotEnd.newBuilder().setItems(items)));
  }

  private void write(SnapshotItem.Builder item) throws IOException {
    item.build().writeDelimitedTo(out);
    items++;
  }

  private static SnapshotHeader header(EngineImage image, LogPosition place) {
    return SnapshotHeader.newBuilder().setFormat(FORMAT).setLevel(image.level()).setShard(place.shard())
        .setTerm(place.term())
        .setIndex(place.index()).setNowMicros(image.nowMicros()).setRules(CommandEncoder.configure(image.rules()))
        .setLastLedgerSequence(image.lastLedgerSequence()).setLastRecordSequence(image.lastRecordSequence())
        .setLastLegOrdinal(image.lastLegOrdinal()).addAllRetrying(image.retrying())
        .setLastCorrection(image.lastCorrection()).setLastAuditSequence(image.lastAuditSequence())
        .setNextOrphanCheckMicros(image.sessions().nextOrphanCheckMicros())
        .setLastMicros(image.sessions().lastMicros())
        .setListeningSinceMicros(image.sessions().listeningSinceMicros()).build();
  }

  private void write(DeckVersion deck, boolean used) throws IOException {
    List<Rate> rates = deck.deck().rates();
    var add = new Command.AddDeck(deck.deckId(), deck.displayName(), deck.callType(), deck.currency(),
        deck.effectiveMicros(), deck.contentSha256(), rates.size());
    write(SnapshotItem.newBuilder().setDeck(
        SnapshotDeck.newBuilder().setDeck(CommandEncoder.add(add)).setImportMicros(deck.importMicros()).setUsed(used)));
    for (int from = 0; from < rates.size(); from += RATES_PER_ITEM) {
      var part = SnapshotRates.newBuilder();
      rates.subList(from, Math.min(from + RATES_PER_ITEM, rates.size()))
          .forEach(rate -> part.addRates(RateCodec.encode(rate)));
      write(SnapshotItem.newBuilder().setDeckRates(part));
    }
  }

  private void write(EngineImage.StagedDeck staged) throws IOException {
    var part = LogStageRates.newBuilder().setDeckId(staged.deckId()).setPart(staged.parts());
    staged.rates().forEach(rate -> part.addRates(RateCodec.encode(rate)));
    write(SnapshotItem.newBuilder().setStagedRates(part));
  }

  private void writeSessions(List<SessionImage> sessions, boolean replaced) throws IOException {
    for (SessionImage session : sessions) {
      write(SnapshotItem.newBuilder().setSession(ImageLegs.encode(session, replaced)));
      for (var closing : session.closings()) {
        write(SnapshotItem.newBuilder().setClosing(ImageLegs.encode(closing)));
      }
    }
  }

  /** The place of a leg's rate among those written, plus 1; writes it when it is a new one. */
  private int ratePlace(@Nullable Rate rate) throws IOException {
    if (rate == null) {
      return 0;
    }
    Integer place = legRates.get(rate);
    if (place == null) {
      write(SnapshotItem.newBuilder().setLegRate(RateCodec.encode(rate)));
      place = legRates.size() + 1;
      legRates.put(rate, place);
    }
    return place;
  }

  private void writeKeys(EngineImage image) throws IOException {
    for (var request : image.requests()) {
      write(SnapshotItem.newBuilder().setRequest(encode(request)));
    }
    for (var call : image.bookedCalls()) {
      write(SnapshotItem.newBuilder().setBookedCall(SnapshotUsageId.newBuilder()
          .setOrganizationId(call.organizationId()).setUsageId(call.usageId()).setFingerprint(call.fingerprint())
          .setBookMicros(call.bookMicros())));
    }
    for (var token : image.accessTokens()) {
      write(SnapshotItem.newBuilder().setAccessToken(TokenCodec.encode(token)));
    }
    for (var rerating : image.reratings()) {
      write(SnapshotItem.newBuilder().setRerating(ReratingCodec.encode(rerating)));
    }
  }

  private static SnapshotRequest encode(EngineImage.AnsweredRequest request) {
    var encoded = SnapshotRequest.newBuilder().setOrganizationId(request.organizationId())
        .setRequestId(request.requestId()).setFingerprint(request.fingerprint())
        .setAnsweredMicros(request.answeredMicros());
    switch (request.outcome()) {
      case Outcome.Stored stored -> encoded.setStored(ImageOrganizations.profile(stored.profile()));
      case Outcome.EntryMade(var entry) when entry != null -> encoded.setBooked(ImageOrganizations.encode(entry));
      case Outcome.EntryMade _ -> encoded.setBookedNothing(LogTick.getDefaultInstance());
      default -> throw new IllegalStateException("a request was answered with " + request.outcome());
    }
    return encoded.build();
  }
}
