package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.tariff.CallType;

/** Call records and ledger entries for tests, every field with a value of its own. */
public final class Rows {
  private Rows() {}

  public static CallRecord record(long sequence, String organizationId, long startMicros) {
    return new CallRecord(sequence, "usage-" + sequence, "leg-" + sequence, "conference", organizationId, "organizer",
        CallType.TOLL_FREE_DIAL_IN, "+18005550100", "anonymous \u2603", "US", "United States", startMicros,
        startMicros + 150_000_001, 151, 180, 5_000, 65_000, -10_000, 20_000, "USD", "MCOMEETACPEA", CloseReason.ENDED,
        DenialReason.NO_CREDIT, "busy; 'quoted'", "bridge-1", Long.MAX_VALUE, sequence + 7);
  }

  public static CallRecord withoutDenial(CallRecord of) {
    return new CallRecord(of.sequence(), of.usageId(), of.legId(), of.conferenceId(), of.organizationId(),
        of.organizerId(), of.callType(), "", "", "", "", of.startMicros(), of.endMicros(), 0, 0, 0, 0, 0, 0, "EUR",
        "FREECALL", CloseReason.BOOKED, null, "", "", 0, 0);
  }

  public static LedgerEntry entry(long sequence, String organizationId, long bookMicros) {
    return new LedgerEntry(sequence, organizationId, LedgerEntry.Kind.ADJUSTMENT, Long.MIN_VALUE, -1_234_567, "USD",
        bookMicros, "usage-" + sequence, "by hand");
  }

  public static LedgerEntry rerating(long sequence, String organizationId, long bookMicros, long recordSequence) {
    return new LedgerEntry(sequence, organizationId, LedgerEntry.Kind.RERATING, 40 + sequence, -1_234_567, "USD",
        bookMicros, "usage-" + recordSequence, "re-rating request",
        new LedgerEntry.Rerated(recordSequence, 65_000, 65_000 - 40 - sequence, "", "United States", 175, 4_000));
  }
}
