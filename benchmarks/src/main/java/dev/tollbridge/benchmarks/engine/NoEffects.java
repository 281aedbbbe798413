package dev.tollbridge.benchmarks.engine;

import dev.tollbridge.server.account.LedgerEntry;
import dev.tollbridge.server.account.Organization;
import dev.tollbridge.server.engine.CreditEvent;
import dev.tollbridge.server.engine.Effects;
import dev.tollbridge.server.leg.CallRecord;
import dev.tollbridge.server.leg.Leg;

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
