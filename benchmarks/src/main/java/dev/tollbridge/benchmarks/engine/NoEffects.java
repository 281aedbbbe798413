package dev.tollbridge.benchmarks.engine;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.Effects;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.Leg;
import dev.tollbridge.core.engine.Organization;

/** Counts the minutes charged and lets everything else go. */
final class NoEffects implements Effects {
  private long minuteCount;

  long minuteCount() {
    return minuteCount;
  }

  @Override
  public void charged(Leg leg, int minutes, long amountMicros, long dueMicros) {
    minuteCount += minutes;
  }

  @Override
  public void disconnect(Leg leg) {}

  @Override
  public void closed(CallRecord record) {}

  @Override
  public void callBooked(CallRecord record) {}

  @Override
  public void booked(LedgerEntry entry) {}

  @Override
  public void credit(Organization organization, CreditEvent event) {}
}
