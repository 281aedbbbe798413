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

/** The legs of one bridge that have no record yet, and what its stream says about them. */
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

  /** Adds a leg of the session that the bridge has by now; call before its answer is sent. */
  public LegAudit answering(LegOnBridge leg, long session) {
    LegAudit audit = reconciliation.audit(leg, session);
    open.put(leg.legNumber(), audit);
    return audit;
  }

  /** Adds a leg that the bridge reports anew in a newer session; call before its answer is sent. */
  public void answeringAgain(LegAudit audit, long session, long legNumber) {
    audit.movedTo(session, legNumber);
    open.put(legNumber, audit);
  }

  /** The leg of a number while it has no record; null before and after. */
  public @Nullable LegAudit openLeg(long legNumber) {
    return open.get(legNumber);
  }

  /** Legs of which something must still come. */
  public int openLegCount() {
    return (int) open.values().stream().filter(audit -> !audit.mayStayOpen()).count();
  }

  /** The stream broke: charges may be made that nobody hears. */
  public void interrupted() {
    reconnected = true;
    open.values().forEach(LegAudit::interrupted);
  }

  /** Takes a charge. */
  public void charged(Charge charge) {
    LegAudit audit = open.get(charge.getLegNumber());
    if (audit == null) {
      findings.wrong(leg(charge.getLegNumber()), "no charge, it is not active",
          "minute " + charge.getMinute() + " amount " + charge.getAmountMicros());
    } else {
      audit.charged(charge);
    }
  }

  /** Takes a leg's totals after a reconnect. */
  public void status(LegStatus status) {
    LegAudit audit = open.get(status.getLegNumber());
    if (audit == null) {
      findings.wrong(leg(status.getLegNumber()), "no status, it is not active",
          "minutes " + status.getMinutesCharged());
    } else {
      audit.status(status);
    }
  }

  /** The server wants a leg hung up; whether the leg is one without a record. */
  public boolean disconnectRequested(long legNumber) {
    LegAudit audit = open.get(legNumber);
    if (audit != null) {
      audit.disconnectRequested();
    }
    return audit != null;
  }

  /** Takes a refused event; its leg is not followed any further. Whether it was followed until now. */
  public boolean rejected(Rejection rejection) {
    LegAudit audit = open.remove(rejection.getLegNumber());
    if (audit != null) {
      audit.rejected(rejection);
    }
    return audit != null;
  }

  /**
   * The bridge crashed and lost its state. Legs that ended are left to the books.
   *
   * @param acknowledged the server had events up to here
   * @param contactMicros engine time at which the server had heard the bridge
   * @return the legs that still run
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

  /** The server answered to the opening of a stream, at this engine time. */
  public void opened(long serverMicros) {
    lost.forEach(leg -> leg.heardAgain(serverMicros));
  }

  /** Takes a closing. A repeat is fine after a reconnect, when nothing in it has changed. */
  public void closed(long legNumber, CallRecord record) {
    LegAudit audit = open.remove(legNumber);
    if (audit != null) {
      audit.closed(record);
      reconciliation.closed(audit.settled(record));
    } else {
      reconciliation.closedAgain(leg(legNumber), record, reconnected);
    }
  }

  /** Says which legs never got a record, and returns their ids. */
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
