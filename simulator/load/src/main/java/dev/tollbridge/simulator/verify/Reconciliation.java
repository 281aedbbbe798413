package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.v1.CallRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;

/**
 * The reconciliation of a whole run: every leg is compared with its expectation, all records and ledgers with the
 * streams.
 */
public final class Reconciliation {
  private final RunIdentity identity;
  private final Decks decks;
  private final Findings findings = new Findings();
  private final List<BridgeAudit> bridges = new ArrayList<>();
  private final Set<String> unclosed = new HashSet<>();
  /** Organization, then leg id. */
  private final Map<String, Map<String, LostLeg>> lost = new ConcurrentHashMap<>();
  private final LongAdder legs = new LongAdder();
  private final ClosedRecords closed;

  /**
   * A reconciliation without any legs yet.
   *
   * @param plan gives the leg at a position of the plan
   */
  public Reconciliation(RunIdentity identity, Decks decks, LongFunction<PlannedLeg> plan) {
    this.closed = new ClosedRecords(identity, decks, plan);
    this.identity = identity;
    this.decks = decks;
    for (int bridge = 0; bridge < identity.scenario().bridges(); bridge++) {
      bridges.add(new BridgeAudit(identity.bridgeId(bridge), this, findings));
    }
  }

  /** The run that is reconciled. */
  public RunIdentity identity() {
    return identity;
  }

  /** The audit of one bridge, numbered from 0. */
  public BridgeAudit bridge(int number) {
    return bridges.get(number);
  }

  /** All findings so far. */
  public Findings findings() {
    return findings;
  }

  /** Number of legs that were answered. */
  public long legCount() {
    return legs.sum();
  }

  /** Number of legs for which a record or a rejection is outstanding. */
  public int openLegCount() {
    return bridges.stream().mapToInt(BridgeAudit::openLegCount).sum();
  }

  /** The last line of a run's report. */
  public String verdict() {
    return "reconciliation: " + (findings.isClean() ? "OK" : "FAILED") + " legs=" + legCount() + " charges="
        + findings.minutes() + " missing=" + findings.count(Difference.Kind.MISSING) + " duplicated="
        + findings.count(Difference.Kind.DUPLICATED) + " wrong=" + findings.count(Difference.Kind.WRONG);
  }

  /** Reports the legs that never got a record; call once, after the last message. */
  public void finish() {
    bridges.forEach(bridge -> unclosed.addAll(bridge.finish()));
  }

  /** The audit of one organization's books, to be run once its legs are closed. */
  public OrganizationAudit organization(String organizationId, long startMicros) {
    return new OrganizationAudit(organizationId, startMicros, identity,
        new OrganizationAudit.Streamed(closed, unclosed, lost.getOrDefault(organizationId, Map.of())));
  }

  LegAudit audit(LegOnBridge leg, long session) {
    legs.increment();
    return new LegAudit(leg, decks.expect(leg.planned(), leg.answerMicros()), session, findings);
  }

  void lost(LostLeg leg) {
    lost.computeIfAbsent(leg.organizationId(), _ -> new ConcurrentHashMap<>()).put(leg.legId(), leg);
  }

  void closed(ClosedLeg leg) {
    closed.legs().add(leg);
  }

  void closedAgain(String subject, CallRecord record, boolean mayRepeat) {
    ClosedLeg first = closed.legs().find(identity.legNumber(record.getLegId()));
    if (first == null) {
      findings.wrong(subject, "no closing, it is not active", "record of leg " + record.getLegId());
    } else if (!mayRepeat) {
      findings.duplicated("closing of leg " + record.getLegId(), "once", "again", 1);
    } else {
      closed.compare("repeated closing of leg " + record.getLegId(), first, record, findings);
    }
  }
}
