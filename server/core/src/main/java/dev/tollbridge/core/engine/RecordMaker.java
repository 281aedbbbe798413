package dev.tollbridge.core.engine;

import java.util.Comparator;
import java.util.function.LongFunction;

/** Numbers call records and books each with its ledger entry. */
final class RecordMaker {
  static final Comparator<Leg> BY_ORDINAL = Comparator.comparingLong(Leg::ordinal);

  /** Every usage id that the server makes begins with this. */
  private static final String USAGE_ID_PREFIX = "tb-";

  private final int shard;
  private final Ledger ledger;
  private long lastSequence;

  RecordMaker(int shard, Ledger ledger) {
    this.shard = shard;
    this.ledger = ledger;
  }

  CallRecord close(Leg leg, Leg.Closing closing, CloseReason reason, String cause, long overdraftMicros,
      long nowMicros) {
    return book(leg.organization(), nowMicros, sequence -> leg.record(sequence,
        USAGE_ID_PREFIX + shard + "-" + sequence, closing, reason, cause, overdraftMicros));
  }

  long lastSequence() {
    return lastSequence;
  }

  void restore(long sequence) {
    lastSequence = sequence;
  }

  /** Makes the next record, and the ledger entry of its charge if it has one. */
  CallRecord book(Organization organization, long nowMicros, LongFunction<CallRecord> maker) {
    lastSequence = Math.incrementExact(lastSequence);
    CallRecord record = maker.apply(lastSequence);
    Check.equal("records are numbered without gaps", record.usageId(), record.sequence(), lastSequence);
    Check.check(record.chargeMicros() == 0 || record.cost().freeReason() == null, "a call that was charged is not free",
        record.usageId(), record.chargeMicros());
    if (record.chargeMicros() != 0) {
      ledger.book(organization, LedgerEntry.Kind.USAGE, -record.chargeMicros(), nowMicros, record.usageId(), "");
    }
    return record;
  }
}
