package dev.tollbridge.benchmarks.engine;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.Effects;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.LegRef;

/** Counts the minutes charged and ignores everything else. */
final class NoEffects implements Effects {
  private long minuteCount;

  long minuteCount() {
    return minuteCount;
  }

  @Override
  public void charged(LegRef leg, int minutes, int allMinutes, long amountMicros, long totalMicros, long dueMicros) {
    minuteCount += minutes;
  }

  @Override
  public void disconnect(LegRef leg, DenialReason reason) {}

  @Override
  public void closed(CallRecord record) {}

  @Override
  public void callBooked(CallRecord record) {}

  @Override
  public void entryMade(LedgerEntry entry) {}

  @Override
  public void audited(AuditEntry entry) {}

  @Override
  public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {}
}
