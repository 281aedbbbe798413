package dev.tollbridge.server.account;

/**
 * One change of an organization's credits.
 *
 * @param sequence position in the shard's ledger: 1, 2, 3 …; the key that replaying the log makes again
 * @param amountMicros the change; above zero adds credit
 * @param balanceMicros sum of this and every earlier entry of the organization
 * @param bookMicros engine time of the booking, microseconds since 1970
 * @param reference the call record's usage id for USAGE, else the request or recharge id
 * @param description for people; may be empty
 */
public record LedgerEntry(
    long sequence,
    String organizationId,
    Kind kind,
    long amountMicros,
    long balanceMicros,
    String currency,
    long bookMicros,
    String reference,
    String description) {

  /** What changed the credits. */
  public enum Kind {
    PURCHASE, RECHARGE, ADJUSTMENT, USAGE, EXPIRY
  }
}
