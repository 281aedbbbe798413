package dev.tollbridge.core.engine;

/** Receives the engine's effects as values. Called on the thread that applies commands; must not call the engine. */
public interface Effects {
  /**
   * A leg was debited for one or more minutes.
   *
   * @param minutes those debited now
   * @param allMinutes all of the leg so far
   * @param amountMicros debited now
   * @param totalMicros all that the leg was debited so far
   * @param dueMicros when the last of the minutes began
   */
  void charged(LegRef leg, int minutes, int allMinutes, long amountMicros, long totalMicros, long dueMicros);

  /** The bridge must hang up. */
  void disconnect(LegRef leg, DenialReason reason);

  /** A leg was closed. */
  void closed(CallRecord record);

  /** A completed call was booked. */
  void callBooked(CallRecord record);

  /** A ledger entry was made. */
  void entryMade(LedgerEntry entry);

  /** A change that somebody asked for was made or refused. */
  void audited(AuditEntry entry);

  /** Closings that a bridge never acknowledged are no longer kept to be sent again; their records are. */
  default void closingsDropped(String bridgeId, int count) {}

  /** An organization's credit needs attention; its balance is what can be spent now. */
  void credit(String organizationId, String currency, long balanceMicros, CreditEvent event);
}
