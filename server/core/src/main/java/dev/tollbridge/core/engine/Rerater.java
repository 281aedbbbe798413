package dev.tollbridge.core.engine;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Re-rates closed calls, each at most once in a re-rating.
 *
 * <p>The engine has no records: what a call costs at present is in the command, read from the record store. Two rules
 * ensure that it is not out of date. One re-rating is open at a time, so that nothing else corrects calls between the
 * reading and the booking. And a batch has the cursor that it continues from, so that of two batches read from the same
 * position only the first is booked; a batch sent twice is refused for the same reason.
 */
final class Rerater {
  private final Rules rules;
  private final Accounts accounts;
  private final ClosedCallPricer repricing;
  private final Recharger recharger;
  private final Closings closings;
  private final RecordMaker records;
  private final Ledger ledger;
  /** In the order in which they were opened; only the last one can be open. */
  private final LinkedHashMap<String, ReratingProgress> byRequest = new LinkedHashMap<>();

  Rerater(Rules rules, Accounts accounts, ClosedCallPricer repricing, Recharger recharger, Closings closings,
      RecordMaker records, Ledger ledger) {
    this.rules = rules;
    this.accounts = accounts;
    this.repricing = repricing;
    this.recharger = recharger;
    this.closings = closings;
    this.records = records;
    this.ledger = ledger;
  }

  /** The re-rating that is not complete, or null. */
  @Nullable
  ReratingProgress open() {
    var last = byRequest.lastEntry();
    return last == null || last.getValue().complete() ? null : last.getValue();
  }

  Outcome open(Command.OpenRerating command, long nowMicros) {
    ReratingProgress first = byRequest.get(command.request().requestId());
    if (first != null) {
      return first.request().equals(command.request())
          ? new Outcome.ReratingReached(first)
          : new Outcome.Refused(Refusal.REQUEST_ID_REUSED);
    }
    Refusal refusal = refusal(command.scope(), nowMicros);
    if (refusal != null) {
      return new Outcome.Refused(refusal);
    }
    var opened = new ReratingProgress(command.request(), command.scope(), nowMicros, records.lastSequence(),
        ledger.lastSequence(), ledger.lastSequence(), ReratingCursor.START, ReratingCounts.NONE, false);
    byRequest.put(command.request().requestId(), opened);
    return new Outcome.ReratingReached(opened);
  }

  private @Nullable Refusal refusal(ReratingScope scope, long nowMicros) {
    if (!scope.organizationId().isEmpty() && accounts.find(scope.organizationId()) == null) {
      return Refusal.NO_SUCH_ORGANIZATION;
    }
    if (scope.fromMicros() < nowMicros - rules.level().memory().reratingMicros()) {
      return Refusal.RANGE_TOO_OLD;
    }
    if (open() != null) {
      return Refusal.RERATING_OPEN;
    }
    return byRequest.size() >= rules.level().memory().maxReratings() ? Refusal.TOO_MANY_RERATINGS : null;
  }

  Outcome rerate(Command.RerateCalls batch, long nowMicros) {
    ReratingProgress open = open();
    boolean next = open != null && open.request().requestId().equals(batch.requestId())
        && open.cursor().equals(batch.after());
    if (open == null || !next) {
      return new Outcome.Refused(Refusal.RERATING_MOVED_ON);
    }
    ReratingCounts counts = batch.counts();
    for (ClosedCall call : batch.calls()) {
      counts = rerate(open, call, counts, nowMicros);
    }
    ReratingProgress further = open.after(batch.through(), counts, ledger.lastSequence(), batch.last());
    byRequest.put(batch.requestId(), further);
    return new Outcome.ReratingReached(further);
  }

  private ReratingCounts rerate(ReratingProgress rerating, ClosedCall call, ReratingCounts counts, long nowMicros) {
    Organization organization = accounts.require(call.organizationId());
    return switch (repricing.price(organization, call)) {
      case NewPrice.Skipped(ReratingSkip reason) -> counts.oneSkipped(reason);
      case NewPrice.Priced priced when priced.price().chargeMicros() == call.chargeMicros() -> counts.oneUnchanged();
      case NewPrice.Priced priced when !fits(organization,
          Math.subtractExact(call.chargeMicros(), priced.price().chargeMicros())) ->
        counts.oneSkipped(ReratingSkip.BALANCE_LIMIT);
      case NewPrice.Priced priced -> {
        repricing.rated(call, organization);
        book(rerating, organization, call.rerated(priced), call, nowMicros);
        yield counts;
      }
    };
  }

  private static boolean fits(Organization organization, long amountMicros) {
    return amountMicros < 0 ? organization.canOwe(-amountMicros) : organization.canHold(amountMicros);
  }

  private void book(ReratingProgress rerating, Organization organization, LedgerEntry.PriceChange rerated,
      ClosedCall call,
      long nowMicros) {
    organization.correct(rerated.oldChargeMicros(), rerated.newChargeMicros(), rerating.openMicros());
    accounts.scheduleExpiry(organization);
    ledger.rerated(organization, nowMicros, call.usageId(), "re-rating " + rerating.request().requestId(), rerated);
    recharger.checkBalance(organization, nowMicros);
    closings.settle(organization, nowMicros);
  }

  /** Checks that none is ahead of the records and the ledger. */
  void check() {
    for (ReratingProgress rerating : byRequest.values()) {
      String id = rerating.request().requestId();
      Check.check(rerating.recordsThrough() <= records.lastSequence(), "a re-rating's records have been made", id,
          rerating.recordsThrough());
      Check.check(rerating.ledgerAfter() <= rerating.ledgerThrough()
          && rerating.ledgerThrough() <= ledger.lastSequence(), "a re-rating's entries have been made", id,
          rerating.ledgerThrough());
    }
  }

  List<ReratingProgress> image() {
    return List.copyOf(byRequest.values());
  }

  void restore(List<ReratingProgress> image) {
    image.forEach(rerating -> byRequest.put(rerating.request().requestId(), rerating));
  }

  /**
   * Forgets those that are too old for a repeat, whose range would be refused. One that nobody finished is abandoned.
   */
  void forgetOld(long nowMicros) {
    while (!byRequest.isEmpty()
        && byRequest.firstEntry().getValue().openMicros() + rules.level().memory().reratingMicros() < nowMicros) {
      byRequest.pollFirstEntry();
    }
  }
}
