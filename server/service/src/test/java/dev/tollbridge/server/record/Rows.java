package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;

/** Call records and ledger entries for tests, every field with a distinct value. */
public final class Rows {
  private Rows() {}

  public static CallRecord record(long sequence, String organizationId, long startMicros) {
    return new CallRecord(sequence, "usage-" + sequence, "leg-" + sequence,
        new CallRecord.Parties("conference", organizationId, "organizer", CallType.TOLL_FREE_DIAL_IN, "+18005550100",
            "anonymous \u2603", "US"),
        new CallRecord.Span(startMicros, startMicros + 150_000_001, 151),
        new CallRecord.Cost(new Price(180, 5_000, 65_000), "United States", "USD", -10_000, 20_000, "MCOMEETACPEA",
            null),
        new CallRecord.Ending(CloseReason.ENDED, DenialReason.NO_CREDIT, "busy; 'quoted'"),
        new CallRecord.Origin("bridge-1", Long.MAX_VALUE, sequence + 7));
  }

  public static CallRecord withSequence(CallRecord of, long sequence) {
    return new CallRecord(sequence, of.usageId(), of.legId(), of.parties(), of.span(), of.cost(), of.ending(),
        of.origin());
  }

  public static CallRecord withLegNumber(CallRecord of, long legNumber) {
    return new CallRecord(of.sequence(), of.usageId(), of.legId(), of.parties(), of.span(), of.cost(), of.ending(),
        new CallRecord.Origin(of.origin().bridgeId(), of.origin().session(), legNumber));
  }

  /** Free, not denied, and of no bridge. */
  public static CallRecord withoutDenial(CallRecord of) {
    return new CallRecord(of.sequence(), of.usageId(), of.legId(),
        new CallRecord.Parties(of.parties().conferenceId(), of.parties().organizationId(),
            of.parties().organizerId(), of.parties().callType(), "", "", ""),
        new CallRecord.Span(of.span().startMicros(), of.span().endMicros(), 151),
        new CallRecord.Cost(Price.NOTHING, "", "EUR", 0, 0, "FREECALL", FreeReason.NO_RATE),
        new CallRecord.Ending(CloseReason.BOOKED, null, ""), CallRecord.Origin.NONE);
  }

  public static LedgerEntry entry(long sequence, String organizationId, long bookMicros) {
    return new LedgerEntry(sequence, organizationId, LedgerEntry.Kind.ADJUSTMENT, Long.MIN_VALUE, -1_234_567, "USD",
        bookMicros, "usage-" + sequence, "by hand");
  }

  public static LedgerEntry refund(long sequence, String organizationId, long bookMicros, long recordSequence) {
    return new LedgerEntry(sequence, organizationId, LedgerEntry.Kind.REFUND, 40 + sequence, -1_234_567, "USD",
        bookMicros, "usage-" + recordSequence, "poor line", null, recordSequence, "ann");
  }

  public static AuditEntry audit(long sequence, String organizationId, long atMicros, String author) {
    return new AuditEntry(sequence, atMicros, new Author(author, "192.0.2.7:4711", "PurchaseCredits"), organizationId,
        "request-" + sequence, "subject", organizationId.isEmpty() ? null : -7L, organizationId.isEmpty() ? null : 8L,
        AuditEntry.DONE);
  }

  public static LedgerEntry rerating(long sequence, String organizationId, long bookMicros, long recordSequence) {
    return new LedgerEntry(sequence, organizationId, LedgerEntry.Kind.RERATING, 40 + sequence, -1_234_567, "USD",
        bookMicros, "usage-" + recordSequence, "re-rating request",
        new LedgerEntry.PriceChange(recordSequence, 65_000, 65_000 - 40 - sequence, "", "United States", 175, 4_000));
  }
}
