package dev.tollbridge.core.engine;

/** Takes what the engine does to the world. Called on the thread that applies commands; must not call the engine. */
public interface Effects {
  /**
   * A leg was debited for {@code minutes} minutes, the last of them begun at {@code dueMicros}.
   * The leg's own totals include it.
   */
  void charged(Leg leg, int minutes, long amountMicros, long dueMicros);

  /** The bridge must hang up; {@link Leg#denial()} says why. */
  void disconnect(Leg leg);

  /** A leg was closed. */
  void closed(CallRecord record);

  /** A completed call was booked. */
  void callBooked(CallRecord record);

  /** A ledger entry was made. */
  void booked(LedgerEntry entry);

  /** An organization's credit needs attention. */
  void credit(Organization organization, CreditEvent event);
}
