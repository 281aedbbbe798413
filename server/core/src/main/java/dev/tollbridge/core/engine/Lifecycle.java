package dev.tollbridge.core.engine;

/**
 * Whether an organization may use and buy anything.
 *
 * @param requestMicros legs answered from this time on are denied; 0 while it is active
 * @param closedMicros when its last chargeable leg was closed; 0 until then
 * @param settlement what happens to its credit
 * @param endLegs active legs are hung up at their next minute instead of being waited for
 * @param requestId of the request to close it, the reference of the entries that settle it
 */
public record Lifecycle(
    State state, long requestMicros, long closedMicros, Settlement settlement, boolean endLegs, String requestId) {
  public static final Lifecycle ACTIVE = new Lifecycle(State.ACTIVE, 0, 0, Settlement.PAY_OUT, false, "");

  /** The states, in the order in which an organization passes them. */
  public enum State {
    ACTIVE,
    /** New legs are denied; active ones have yet to end. */
    CLOSING,
    /** No leg is being charged, except one that is reported late, and there is no credit. */
    CLOSED
  }

  /** What happens to the credit that is left. */
  public enum Settlement {
    PAY_OUT, FORFEIT
  }

  static Lifecycle closing(Command.CloseOrganization command, long nowMicros) {
    return new Lifecycle(State.CLOSING, nowMicros, 0, command.settlement(), command.endLegs(),
        command.request().requestId());
  }

  Lifecycle closed(long nowMicros) {
    return new Lifecycle(State.CLOSED, requestMicros, nowMicros, settlement, endLegs, requestId);
  }

  public boolean active() {
    return state == State.ACTIVE;
  }

  /** Whether a leg answered at this time is denied. */
  boolean denies(long answerMicros) {
    return !active() && answerMicros >= requestMicros;
  }

  /** Whether active legs have to be hung up. */
  boolean endsLegs() {
    return !active() && endLegs;
  }

  /** The kind of the entries that take the credit. */
  LedgerEntry.Kind entryKind() {
    return switch (settlement) {
      case PAY_OUT -> LedgerEntry.Kind.PAYOUT;
      case FORFEIT -> LedgerEntry.Kind.FORFEITURE;
    };
  }
}
