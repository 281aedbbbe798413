package dev.tollbridge.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * One change of an organization's credits.
 *
 * @param sequence position in the shard's ledger: 1, 2, 3 …; the same whenever the log is replayed
 * @param amountMicros the change; above zero adds credit
 * @param balanceMicros sum of this and every earlier entry of the organization
 * @param bookMicros engine time of the booking, microseconds since 1970
 * @param reference the call record's usage id for USAGE, RERATING and REFUND, otherwise the request or recharge id
 * @param description for people; may be empty
 * @param rerated what a RERATING changed; null for every other kind
 * @param refundedRecord sequence of the call record that a REFUND gives back; null for every other kind
 * @param author who asked for it; empty for what the server and the bridges do
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
    String description,
    @Nullable PriceChange rerated,
    @Nullable Long refundedRecord,
    String author) {

  /** What changed the credits. */
  public enum Kind {
    PURCHASE, RECHARGE, ADJUSTMENT, USAGE, EXPIRY, RERATING, REFUND, PAYOUT, FORFEITURE;

    /** Whether it changes what a call costs. */
    boolean correctsCall() {
      return this == RERATING || this == REFUND;
    }
  }

  /** An entry of any kind but RERATING and REFUND. */
  public LedgerEntry(long sequence, String organizationId, Kind kind, long amountMicros, long balanceMicros,
      String currency, long bookMicros, String reference, String description) {
    this(sequence, organizationId, kind, amountMicros, balanceMicros, currency, bookMicros, reference, description,
        null);
  }

  /** An entry that is no REFUND and has no author. */
  public LedgerEntry(long sequence, String organizationId, Kind kind, long amountMicros, long balanceMicros,
      String currency, long bookMicros, String reference, String description, @Nullable PriceChange rerated) {
    this(sequence, organizationId, kind, amountMicros, balanceMicros, currency, bookMicros, reference, description,
        rerated, null, "");
  }

  /**
   * A call's price before and after a re-rating. The entry's amount is the old charge less the new one.
   *
   * @param recordSequence the call's record in the same shard, because usage ids may be reused after 62 days
   * @param oldDestination empty when the call was free because no rate was found
   * @param billedSeconds by the new rate
   * @param connectionFeeMicros by the new rate; part of {@code newChargeMicros}
   */
  public record PriceChange(
      long recordSequence,
      long oldChargeMicros,
      long newChargeMicros,
      String oldDestination,
      String newDestination,
      long billedSeconds,
      long connectionFeeMicros) {}
}
