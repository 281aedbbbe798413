package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Rejection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The legs of one bridge that have no record yet, and what its stream says about them. */
public final class BridgeAudit {
  private final String bridgeId;
  private final Reconciliation reconciliation;
  private final Findings findings;
  private final Map<Long, LegAudit> open = new ConcurrentHashMap<>();
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
    LegAudit audit = reconciliation.audit(leg);
    open.put(leg.legNumber(), audit);
    return audit;
  }

  /** The leg of a number while it has no record; null before and after. */
  public @Nullable LegAudit openLeg(long legNumber) {
    return open.get(legNumber);
  }

  /** Legs without a record. */
  public int openLegCount() {
    return open.size();
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

  /** Takes a refused event; its leg is not followed any further. */
  public void rejected(Rejection rejection) {
    LegAudit audit = open.remove(rejection.getLegNumber());
    if (audit != null) {
      findings.wrong("event " + rejection.getSequence() + " of leg " + audit.leg().legId(), "accepted",
          rejection.getReason() + " " + rejection.getMessage());
    }
  }

  /** Takes a closing. A repeat is fine after a reconnect, when nothing in it has changed. */
  public void closed(long legNumber, CallRecord record) {
    LegAudit audit = open.remove(legNumber);
    if (audit != null) {
      audit.closed(record);
      reconciliation.closed(record);
    } else {
      reconciliation.closedAgain(leg(legNumber), record, reconnected);
    }
  }

  /** Says which legs never got a record, and returns their ids. */
  List<String> finish() {
    List<String> legIds = open.values().stream().map(audit -> audit.leg().legId()).toList();
    legIds.forEach(legId -> findings.missing("leg " + legId, "a closing with a call record", "none", 1));
    return legIds;
  }

  private String leg(long legNumber) {
    return "leg number " + legNumber + " of " + bridgeId;
  }
}
