package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.core.tariff.ZoneTable;
import java.util.List;

/**
 * The whole state of an engine at one moment: an engine restored from it does what the first one would have done.
 * Immutable, so it can be written while the engine continues.
 *
 * @param level number of the rules in force
 * @param lastCorrection sequence of the last ledger entry that changed what a call costs
 * @param retrying ids of organizations whose recharge is to be tried again, in order
 * @param usedDecks ids of the decks that calls have been rated with, in order
 * @param reratings in the order they were opened
 * @param accessTokens in the order they were made
 */
public record EngineImage(
    int level,
    long nowMicros,
    Command.Configure rules,
    long lastLedgerSequence,
    long lastRecordSequence,
    long lastLegOrdinal,
    long lastCorrection,
    long lastAuditSequence,
    List<OrganizationImage> organizations,
    List<String> retrying,
    List<ZoneTable> zones,
    List<DeckVersion> decks,
    List<String> usedDecks,
    List<StagedDeck> stagedDecks,
    List<ServiceNumber> serviceNumbers,
    SessionsImage sessions,
    List<LegImage> legs,
    List<AnsweredRequest> requests,
    List<KnownUsageId> bookedCalls,
    List<ReratingProgress> reratings,
    List<AccessToken> accessTokens) {
  /** Parts of a deck that is still arriving. */
  public record StagedDeck(String deckId, int parts, List<Rate> rates) {}

  /** The bridges' sessions; {@code replaced} still have legs. */
  public record SessionsImage(
      List<SessionImage> current,
      List<SessionImage> replaced,
      long nextOrphanCheckMicros,
      long lastMicros,
      long listeningSinceMicros) {}

  /** The first outcome of a request that moved money. */
  public record AnsweredRequest(
      String organizationId, String requestId, long fingerprint, Outcome outcome, long answeredMicros) {}

  /** A usage id that was booked. */
  public record KnownUsageId(String organizationId, String usageId, long fingerprint, long bookMicros) {}
}
