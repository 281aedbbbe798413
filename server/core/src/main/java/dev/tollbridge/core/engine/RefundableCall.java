package dev.tollbridge.core.engine;

/**
 * What the records show of a call that is to be refunded.
 *
 * @param recordSequence position in the shard's records; 0 when there is no such call
 * @param chargeMicros by the latest re-rating, or by the record if there was none
 * @param refundedMicros sum of its refunds
 * @param readThrough ledger entries up to this sequence are in these figures
 */
public record RefundableCall(
    long recordSequence, String usageId, long chargeMicros, long refundedMicros, long readThrough) {
  /** What stands for a call that has no record. */
  public static RefundableCall missing(String usageId) {
    return new RefundableCall(0, usageId, 0, 0, 0);
  }

  /** What may still be refunded. */
  public long refundableMicros() {
    return Math.subtractExact(chargeMicros, refundedMicros);
  }
}
