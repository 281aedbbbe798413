package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
import org.jspecify.annotations.Nullable;

/**
 * What a call's price depends on, from its record, and what the call costs at present.
 *
 * @param recordSequence position in the shard's records
 * @param denied the call was denied at its answer and never charged
 * @param typeUnknown its service number was not known, and so not whether that is toll-free
 * @param chargeMicros by the latest re-rating, or by the record if there was none
 * @param destination likewise
 * @param refundedMicros sum of its refunds: the call is never rated lower than this
 */
public record ClosedCall(
    long recordSequence,
    String usageId,
    String organizationId,
    CallType callType,
    String serviceNumber,
    String remoteNumber,
    String remoteCountry,
    long startMicros,
    long durationSeconds,
    boolean denied,
    boolean typeUnknown,
    long chargeMicros,
    String destination,
    long refundedMicros) {

  /** The call of a record, its latest re-rating, if there was one, and the sum of its refunds. */
  public static ClosedCall of(CallRecord record, LedgerEntry.@Nullable PriceChange latest, long refundedMicros) {
    CallRecord.Parties parties = record.parties();
    CallRecord.Cost cost = record.cost();
    // a leg that was disconnected later has been billed for what it used, as one has that was ended on request
    DenialReason denial = record.ending().denial();
    boolean denied = denial != null && denial != DenialReason.ADMINISTRATOR && cost.price().billedSeconds() == 0;
    return new ClosedCall(record.sequence(), record.usageId(), parties.organizationId(), parties.callType(),
        parties.serviceNumber(), parties.remoteNumber(), parties.remoteCountry(), record.span().startMicros(),
        record.span().durationSeconds(), denied, cost.freeReason() == FreeReason.UNKNOWN_SERVICE_NUMBER,
        latest == null ? record.chargeMicros() : latest.newChargeMicros(),
        latest == null ? cost.destination() : latest.newDestination(), refundedMicros);
  }

  /** The change from the present price to another one. */
  public LedgerEntry.PriceChange rerated(NewPrice.Priced priced) {
    Price price = priced.price();
    return new LedgerEntry.PriceChange(recordSequence, chargeMicros, price.chargeMicros(), destination,
        priced.destination(), price.billedSeconds(), price.connectionFeeMicros());
  }

  /**
   * The call as it was first priced. Only E.164 and emergency numbers are accepted for dialling, so the record shows
   * which it was without any telephone metadata.
   */
  Call asCall() {
    String digits = remoteNumber.startsWith("+") ? remoteNumber.substring(1) : "";
    boolean dialOut = callType == CallType.DIAL_OUT;
    return new Call(organizationId, "", dialOut ? Direction.DIAL_OUT : Direction.DIAL_IN, serviceNumber, remoteNumber,
        digits, remoteCountry, dialOut && digits.isEmpty());
  }
}
