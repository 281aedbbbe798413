package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.verify.ExpectedRecord.End;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CloseReason;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The records in closings, each compared with its expectation on arrival and then kept as a fingerprint. A later record
 * that differs is reported together with the one computed for its leg. Any thread.
 */
final class ClosedRecords {
  private final RunIdentity identity;
  private final Decks decks;
  private final RedrawnLegs plan;
  private final ClosedLegs legs = new ClosedLegs();

  /** @param plan gives the leg at a position of the plan */
  ClosedRecords(RunIdentity identity, Decks decks, LongFunction<PlannedLeg> plan) {
    this.identity = identity;
    this.decks = decks;
    this.plan = new RedrawnLegs(plan);
  }

  /** Legs whose closings were received. */
  ClosedLegs legs() {
    return legs;
  }

  /** Compares a record with the one in the leg's closing; adds a difference that shows both sides. */
  void compare(String subject, ClosedLeg leg, CallRecord seen, Findings findings) {
    if (Fingerprint.of(seen) == leg.fingerprint()) {
      return;
    }
    CallRecord expected = expected(leg, seen);
    if (expected == null || expected.equals(seen)) {
      findings.wrong(subject, "the record as in the closing", unforeseen(seen));
    } else {
      RecordComparison.compare(subject, expected, seen, findings);
    }
  }

  private @Nullable CallRecord expected(ClosedLeg leg, CallRecord seen) {
    PlannedLeg planned = leg.endMicros() == LegAudit.NOT_ENDED ? null : plan.leg(leg.number());
    if (planned == null) {
      return null;
    }
    LegOnBridge onBridge = new LegOnBridge(identity, planned, leg.bridge(), leg.legNumber(), 0, leg.answerMicros());
    CallRecord known = seen.toBuilder().setDenial(leg.denial())
        .setClosingAdjustmentMicros(leg.closingAdjustmentMicros()).build();
    return new ExpectedRecord(onBridge, decks.expect(planned, leg.answerMicros()), leg.session(), leg.legNumber(),
        leg.minutesCharged()).of(known, new End(leg.endMicros(), leg.cause(), CloseReason.CLOSE_REASON_ENDED));
  }

  /** The fields that only the server knows, and all short ones. */
  private static String unforeseen(CallRecord seen) {
    return "usage_id=" + seen.getUsageId() + ", charge_micros=" + seen.getChargeMicros() + ", overdraft_micros="
        + seen.getOverdraftMicros() + ", billed_seconds=" + seen.getBilledSeconds() + ", capability="
        + seen.getCapability() + ", destination=" + seen.getDestination();
  }
}
