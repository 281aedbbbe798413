package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.core.tariff.ZoneTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the log holds and the engine applies. */
public sealed interface Command {
  /**
   * The rules that an operator sets; they hold from here on.
   *
   * @param leaseMicros charging continues for this long after a bridge's last contact
   * @param orphanMicros legs of a bridge that stays away for this long are closed
   * @param minimumPurchaseMicros the smallest purchase of credit
   */
  record Configure(long leaseMicros, long orphanMicros, long minimumPurchaseMicros) implements Command {}

  /** From here on, the rules of this level apply instead of those of a lower one. */
  record RaiseLevel(int level) implements Command {}

  /** From here on, the clocks of these time zones follow the tables; the results of earlier entries stay. */
  record PutZones(List<ZoneTable> tables) implements Command {
    public PutZones {
      tables = List.copyOf(tables);
    }
  }

  /** Time passes. */
  record Tick() implements Command {}

  /**
   * A new organization.
   *
   * @param creditsFollowPurchase Communications Credits are set up by the first purchase
   */
  record CreateOrganization(Request request, Profile profile, boolean creditsFollowPurchase) implements Command {
    /** An organization whose profile says whether Communications Credits are set up. */
    public CreateOrganization(Request request, Profile profile) {
      this(request, profile, false);
    }
  }

  /** Denies an organization's new legs and, when none can be charged any more, takes its credit. */
  record CloseOrganization(
      Request request, String organizationId, Lifecycle.Settlement settlement, boolean endLegs) implements Command {}

  /** Makes a closing or closed organization active again. */
  record ReopenOrganization(Request request, String organizationId) implements Command {}

  /** Changes what is not null. */
  record UpdateOrganization(
      String organizationId,
      @Nullable String displayName,
      @Nullable Boolean creditsSetUp,
      @Nullable List<Long> lowBalanceThresholdsMicros,
      @Nullable Boolean allOrganizersLicensed) implements Command {}

  record AssignLicence(String organizationId, Licence licence) implements Command {}

  record RemoveLicence(String organizationId, String organizerId) implements Command {}

  record PurchaseCredits(Request request, String organizationId, long amountMicros) implements Command {}

  record AdjustCredits(Request request, String organizationId, long amountMicros, String reason) implements Command {}

  /** Gives back a call's charge, or a part of it. */
  record RefundCall(
      Request request, String organizationId, RefundableCall call, long amountMicros,
      String reason) implements Command {}

  record UpdateAutoRecharge(String organizationId, @Nullable AutoRecharge autoRecharge) implements Command {}

  /** Reports how a recharge ended; an empty {@code failure} means paid. */
  record ReportRecharge(Request request, String organizationId, String rechargeId, String failure) implements Command {}

  /** A part of a deck's rates, staged until the deck is added. Part 0 starts over. */
  record StageRates(String deckId, int part, List<Rate> rates) implements Command {}

  /**
   * Makes the staged rates a deck.
   *
   * @param importMicros when it was first imported; null: now
   */
  record AddDeck(
      String deckId,
      String displayName,
      CallType callType,
      String currency,
      long effectiveMicros,
      String contentSha256,
      int rateCount,
      @Nullable Long importMicros) implements Command {
    /** A deck that is imported now. */
    public AddDeck(String deckId, String displayName, CallType callType, String currency, long effectiveMicros,
        String contentSha256, int rateCount) {
      this(deckId, displayName, callType, currency, effectiveMicros, contentSha256, rateCount, null);
    }
  }

  /** Deletes a deck that no call has been rated with. */
  record DeleteDeck(String deckId) implements Command {}

  record PutServiceNumber(ServiceNumber number) implements Command {}

  record DeleteServiceNumber(String digits) implements Command {}

  /** Adds a token. */
  record CreateToken(AccessToken token) implements Command {}

  /** Revokes a token for good. */
  record RevokeToken(String tokenId) implements Command {}

  /**
   * A bridge opens a session or comes back to it.
   *
   * @param owner the identity that opens it; empty when none is known, which changes no ownership
   * @param bound the identity is bound to the bridge id, so it owns it whoever did before
   */
  record OpenSession(String bridgeId, long session, String owner, boolean bound) implements Command {
    /** Opened by nobody in particular. */
    public OpenSession(String bridgeId, long session) {
      this(bridgeId, session, "", false);
    }
  }

  /** A bridge's sign of life. */
  record Contact(String bridgeId, long session) implements Command {}

  /**
   * A bridge shows what its clock says: a sign of life, too. From here on the minutes of its legs begin by that clock.
   *
   * @param behindMicros how far it is behind engine time; 0 for a clock that is right or ahead
   */
  record BridgeClock(String bridgeId, long session, long behindMicros) implements Command {
    public BridgeClock {
      requireNotAhead(behindMicros);
    }
  }

  /**
   * Engine time is ahead of the leader's wall clock. The clock of a bridge that has not shown it is taken to be at least
   * this far behind.
   */
  record AllClocksBehind(long behindMicros) implements Command {
    public AllClocksBehind {
      requireNotAhead(behindMicros);
    }
  }

  private static void requireNotAhead(long behindMicros) {
    if (behindMicros < 0) {
      throw new IllegalArgumentException("a clock that is ahead is not followed: " + behindMicros);
    }
  }

  /**
   * Those of a session's events with sequences {@code from} to {@code through} that belong to this shard.
   *
   * <p>Every shard gets every range, so that each knows up to where it has seen the session.
   */
  record LegEvents(String bridgeId, long session, long from, long through, List<LegEvent> events) implements Command {
    public LegEvents {
      events = List.copyOf(events);
    }
  }

  /**
   * Ends of legs that are active in this shard, and that the bridge reported for another one because they named another
   * organization. Their sequences have been seen here already.
   */
  record EndLegs(String bridgeId, long session, List<LegEvent.Ended> ends) implements Command {
    public EndLegs {
      ends = List.copyOf(ends);
    }
  }

  /**
   * A part of a bridge's complete list of active legs. Legs of other shards may be in it.
   *
   * @param first starts a new list
   * @param complete ends the list; legs answered up to {@code throughSequence} that it lacks are closed
   */
  record ListActiveLegs(
      String bridgeId, long session, long throughSequence, List<Long> legNumbers, boolean first,
      boolean complete) implements Command {}

  /**
   * Asks a bridge to hang up one of an organization's active legs.
   *
   * @param legId no other active leg of the bridge has it
   */
  record HangUpLeg(Request request, String organizationId, String bridgeId, String legId) implements Command {}

  /** Closings that the bridge has stored. */
  record AcknowledgeClosings(String bridgeId, long session, List<Long> legNumbers) implements Command {}

  /** Books a completed call. */
  record BookCall(
      String usageId,
      long fingerprint,
      String legId,
      String conferenceId,
      Call call,
      @Nullable Long answerMicros,
      long endMicros) implements Command {}

  /** Begins a re-rating, or asks for its progress. */
  record OpenRerating(Request request, ReratingScope scope) implements Command {}

  /**
   * The next batch of a re-rating: the calls between two cursors whose price seems to have changed.
   *
   * @param last no calls follow {@code through}
   * @param counts the calls in between whose price does not change
   */
  record RerateCalls(
      String requestId,
      ReratingCursor after,
      ReratingCursor through,
      boolean last,
      ReratingCounts counts,
      List<ClosedCall> calls) implements Command {
    public RerateCalls {
      calls = List.copyOf(calls);
    }
  }
}
