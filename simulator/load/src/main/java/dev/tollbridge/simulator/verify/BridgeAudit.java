package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Rejection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Audits the messages of one bridge's stream about its legs that have no record yet. */
public final class BridgeAudit {
  private final String bridgeId;
  private final Reconciliation reconciliation;
  private final Findings findings;
  private final Map<Long, LegAudit> open = new ConcurrentHashMap<>();
  private final Collection<LostLeg> lost = new ConcurrentLinkedQueue<>();
  private volatile boolean reconnected;

  BridgeAudit(String bridgeId, Reconciliation reconciliation, Findings findings) {
    this.bridgeId = bridgeId;
    this.reconciliation = reconciliation;
    this.findings = findings;
  }

  /** Stable name of the bridge. */
  public String bridgeId() {
    return bridgeId;
  }

  /** Adds a leg; call before its answer is sent. */
  public LegAudit answering(LegOnBridge leg) {
    return answering(leg, leg.identity().runNumber());
  }

  /** Adds a leg of the bridge's current session; call before its answer is sent. */
  public LegAudit answering(LegOnBridge leg, long session) {
    LegAudit audit = reconciliation.audit(leg, session);
    open.put(leg.legNumber(), audit);
    return audit;
  }

  /** Adds a leg that the bridge reports again in a newer session; call before its answer is sent. */
  public void answeringAgain(LegAudit audit, long session, long legNumber) {
    audit.movedTo(session, legNumber);
    open.put(legNumber, audit);
  }

  /** The leg with this number if it has no record yet; otherwise null. */
  public @Nullable LegAudit openLeg(long legNumber) {
    return open.get(legNumber);
  }

  /** Legs for which a message is outstanding. */
  public int openLegCount() {
    return (int) open.values().stream().filter(audit -> !audit.mayStayOpen()).count();
  }

  /** The stream broke: charges may be made that are not received. */
  public void interrupted() {
    reconnected = true;
    open.values().forEach(LegAudit::interrupted);
  }

  /** Checks a charge. */
  public void charged(Charge charge) {
    LegAudit audit = open.get(charge.getLegNumber());
    if (audit == null) {
      findings.wrong(leg(charge.getLegNumber()), "no charge, it is not active",
          "minute " + charge.getMinute() + " amount " + charge.getAmountMicros());
    } else {
      audit.charged(charge);
    }
  }

  /** Checks a leg's totals after a reconnect. */
  public void status(LegStatus status) {
    LegAudit audit = open.get(status.getLegNumber());
    if (audit == null) {
      findings.wrong(leg(status.getLegNumber()), "no status, it is not active",
          "minutes " + status.getMinutesCharged());
    } else {
      audit.status(status);
    }
  }

  /** The server asked to hang up a leg; returns whether the leg has no record yet. */
  public boolean disconnectRequested(long legNumber) {
    LegAudit audit = open.get(legNumber);
    if (audit != null) {
      audit.disconnectRequested();
    }
    return audit != null;
  }

  /** Checks a rejected event and stops following its leg; returns whether the leg was followed until now. */
  public boolean rejected(Rejection rejection) {
    LegAudit audit = open.remove(rejection.getLegNumber());
    if (audit != null) {
      audit.rejected(rejection);
    }
    return audit != null;
  }

  /**
   * The bridge crashed and lost its state. Legs that had ended are checked against the books later.
   *
   * @param acknowledged the server had stored events up to this sequence
   * @param contactMicros engine time at which the server had heard from the bridge
   * @return the legs that are still active
   */
  public List<LegAudit> crashed(long acknowledged, long contactMicros) {
    interrupted();
    List<LegAudit> running = new ArrayList<>();
    for (LegAudit audit : open.values()) {
      if (!audit.hasEnded()) {
        running.add(audit);
      } else if (!audit.leg().planned().isUndiallable()) {
        LostLeg unheard = audit.lost(acknowledged, contactMicros);
        lost.add(unheard);
        reconciliation.lost(unheard);
      }
    }
    open.clear();
    running.sort(Comparator.comparingLong(LegAudit::legNumber));
    return running;
  }

  /** The server opened a stream at this engine time. */
  public void opened(long serverMicros) {
    lost.forEach(leg -> leg.heardAgain(serverMicros));
  }

  /** Checks a closing. After a reconnect a repeat is correct if it is unchanged. */
  public void closed(long legNumber, CallRecord record) {
    LegAudit audit = open.remove(legNumber);
    if (audit != null) {
      audit.closed(record);
      reconciliation.closed(audit.settled(record));
    } else {
      reconciliation.closedAgain(leg(legNumber), record, reconnected);
    }
  }

  /** Reports the legs that never got a record, and returns their ids. */
  List<String> finish() {
    for (LegAudit audit : open.values()) {
      if (audit.mayStayOpen()) {
        continue;
      }
      findings.missing("leg " + audit.leg().legId(), audit.leg().planned().isUndiallable()
          ? "a refusal for its remote_number"
          : "a closing with a call record", "none", 1);
    }
    return open.values().stream().map(audit -> audit.leg().legId()).toList();
  }

  private String leg(long legNumber) {
    return "leg number " + legNumber + " of " + bridgeId;
  }
}
