package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.rater.Expectation;
import dev.tollbridge.simulator.verify.ExpectedRecord.End;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;

/**
 * Audits one leg from its answer to its record. Shared by the thread that ends the leg and the one that receives
 * messages.
 */
public final class LegAudit {
  /** End of a leg that is still active. */
  static final long NOT_ENDED = Long.MIN_VALUE;

  private final LegOnBridge leg;
  private final Expectation expectation;
  private final Findings findings;
  private final MinuteTrack minutes;
  private long session;
  private long legNumber;
  private long answerSequence;
  private long endSequence;
  private long endMicros = NOT_ENDED;
  private String cause = "";
  private boolean interrupted;
  private boolean interruptedAfterEnd;
  private boolean toldToDisconnect;

  LegAudit(LegOnBridge leg, Expectation expectation, long session, Findings findings) {
    this.leg = leg;
    this.expectation = expectation;
    this.findings = findings;
    this.minutes = new MinuteTrack(leg, expectation, findings);
    this.session = session;
    this.legNumber = leg.legNumber();
  }

  /** The leg as planned and as the bridge numbered it. */
  public LegOnBridge leg() {
    return leg;
  }

  /** Minutes whose charges were received, or are covered by a total. */
  public synchronized int minutes() {
    return minutes.minutes();
  }

  /**
   * When a leg ends that its bridge hangs up on request: with the last minute whose charge was received, so that it
   * owes nothing; a leg that was charged nothing ends now.
   *
   * @param nowMicros by the bridge's clock
   */
  public synchronized long hungUpMicros(long nowMicros) {
    return minutes.minutes() == 0 ? nowMicros : Math.min(nowMicros, minutes.paidMicros());
  }

  /** Sets the end before it is reported; false if it was already set. */
  public synchronized boolean ending(long atMicros, String why) {
    if (endMicros != NOT_ENDED) {
      return false;
    }
    endMicros = Math.max(atMicros, leg.answerMicros());
    cause = why;
    return true;
  }

  /**
   * Whether the answer may have been reported so late that, without an end, the server charges nothing: on purpose, or by
   * a clock that is behind.
   */
  boolean mayBeReportedLate() {
    return leg.identity().scenario().faults().reportsLate();
  }

  /** When the leg ended. */
  public synchronized long endMicros() {
    return endMicros;
  }

  /** The bridge's current number for the leg. */
  public synchronized long legNumber() {
    return legNumber;
  }

  /** The leg's answer was reported by this event, possibly again in a newer session. */
  public synchronized void answeredBy(long sequence) {
    answerSequence = sequence;
  }

  /**
   * Whether no message is certain to follow: a rejection is sent once, and that of the end may have been lost with a
   * stream.
   */
  synchronized boolean mayStayOpen() {
    return leg.planned().isUndiallable() && interruptedAfterEnd;
  }

  /** The leg's end was reported by this event. */
  public synchronized void endedBy(long sequence) {
    endSequence = sequence;
  }

  /** Whether the end was set. */
  synchronized boolean hasEnded() {
    return endMicros != NOT_ENDED;
  }

  /** The leg continues in a newer session of its bridge, under another number. */
  synchronized void movedTo(long newSession, long newNumber) {
    session = newSession;
    legNumber = newNumber;
    interrupted();
  }

  /** The leg as known when its bridge loses its state, with events acknowledged up to this sequence. */
  synchronized LostLeg lost(long acknowledged, long contactMicros) {
    return new LostLeg(this, answerSequence <= acknowledged, endSequence == 0,
        endSequence > 0 && endSequence <= acknowledged,
        contactMicros);
  }

  synchronized void charged(Charge charge) {
    if (leg.planned().isUndiallable()) {
      findings.wrong(subject(), "no charge: its number cannot be dialled", "amount " + charge.getAmountMicros());
    }
    minutes.charged(charge);
  }

  synchronized void status(LegStatus status) {
    minutes.status(status);
  }

  synchronized void interrupted() {
    interrupted = true;
    interruptedAfterEnd |= endSequence > 0;
    minutes.interrupted();
  }

  /** The server asked to hang up the leg. */
  synchronized void disconnectRequested() {
    toldToDisconnect = true;
  }

  /**
   * Checks the rejection of one of the leg's events. It is correct if the leg's number is malformed: for its answer or,
   * if that rejection was lost with a stream, for its end, as the server does not know the leg.
   */
  synchronized void rejected(Rejection rejection) {
    boolean named = rejection.getReason() == RejectionReason.REJECTION_REASON_INVALID_FIELD
        && rejection.getMessage().contains("remote_number");
    boolean unheard = interrupted && rejection.getReason() == RejectionReason.REJECTION_REASON_UNKNOWN_LEG;
    if (!leg.planned().isUndiallable() || !(named || unheard)) {
      findings.wrong("event " + rejection.getSequence() + " of leg " + leg.legId(),
          leg.planned().isUndiallable() ? "refused for its remote_number" : "accepted",
          rejection.getReason() + " " + rejection.getMessage());
    }
  }

  synchronized void closed(CallRecord record) {
    if (endMicros == NOT_ENDED) {
      findings.wrong(subject(), "to be active", "closed: " + record.getCloseReason());
      return;
    }
    compare(record, new End(endMicros, cause, CloseReason.CLOSE_REASON_ENDED));
  }

  /** Checks the record of a leg whose bridge lost its state and did not receive the closing. */
  synchronized void closedUnheard(CallRecord record, boolean missing) {
    interrupted();
    compare(record, missing
        ? new End(EngineTime.micros(record.getEndTime()), "", CloseReason.CLOSE_REASON_MISSING)
        : new End(endMicros, cause, CloseReason.CLOSE_REASON_ENDED));
  }

  /** Adds a difference of this leg. */
  void wrong(String expected, Object seen) {
    findings.wrong(subject(), expected, seen);
  }

  private void compare(CallRecord record, End end) {
    if (leg.planned().isUndiallable()) {
      findings.wrong("record of leg " + leg.legId(), "none: its number cannot be dialled", record.getUsageId());
      return;
    }
    minutes.closed(record.getChargeMicros() - record.getClosingAdjustmentMicros());
    checkDisconnect(record.getDenial());
    if (end.micros() <= minutes.paidMicros() && record.getOverdraftMicros() != 0) {
      findings.wrong("record of leg " + leg.legId(), "no overdraft, it ended within its paid minutes",
          "overdraft_micros=" + record.getOverdraftMicros());
    }
    RecordComparison.compare("record of leg " + leg.legId(), expected().of(record, end), record, findings);
  }

  private ExpectedRecord expected() {
    return new ExpectedRecord(leg, expectation, session, legNumber, minutes.minutes() > 0);
  }

  /** The data to keep of the leg once its closing has arrived with this record. */
  synchronized ClosedLeg settled(CallRecord record) {
    return new ClosedLeg(leg.planned().number(), leg.planned().organization(), leg.bridge(), session, legNumber,
        leg.answerMicros(), endMicros, cause, minutes.minutes() > 0, record.getDenial(),
        record.getClosingAdjustmentMicros(), Fingerprint.of(record));
  }

  /** The server must have asked to hang up exactly the legs with a denial. */
  private void checkDisconnect(DenialReason denial) {
    boolean denied = denial != DenialReason.DENIAL_REASON_UNSPECIFIED;
    boolean rightly = expectation.isRejected() || expected().tolerated(denial) == denial;
    if (denied && rightly && !toldToDisconnect && !interrupted) {
      findings.missing(subject(), "a request to disconnect for " + denial, "nothing", 1);
    } else if (!denied && toldToDisconnect) {
      findings.wrong(subject(), "no denial, no request to disconnect", "a request to disconnect");
    }
  }

  private String subject() {
    return "leg " + leg.legId();
  }
}
