package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.server.record.OrganizerTotal;
import dev.tollbridge.server.record.PricedRecord;

/** Encodes call records and their totals. */
final class RecordEncoder {
  private RecordEncoder() {}

  /** The record with its latest re-rating. */
  static dev.tollbridge.v1.CallRecord encode(PricedRecord priced) {
    dev.tollbridge.v1.CallRecord record = encode(priced.record());
    return priced.rerated() == null
        ? record
        : record.toBuilder().setRerating(LedgerEncoder.encode(priced.rerated())).build();
  }

  static dev.tollbridge.v1.CallRecord encode(CallRecord record) {
    dev.tollbridge.v1.CallRecord.Builder encoded = dev.tollbridge.v1.CallRecord.newBuilder();
    encodeCall(record, encoded);
    encodeCost(record, encoded);
    return encoded.setBridgeId(record.bridgeId()).setSession(record.session()).setLegNumber(record.legNumber())
        .build();
  }

  private static void encodeCall(CallRecord record, dev.tollbridge.v1.CallRecord.Builder encoded) {
    encoded.setUsageId(record.usageId()).setLegId(record.legId()).setConferenceId(record.conferenceId())
        .setOrganizationId(record.organizationId()).setOrganizerId(record.organizerId())
        .setCallType(CallTypes.encode(record.callType())).setServiceNumber(record.serviceNumber())
        .setRemoteNumber(record.remoteNumber()).setRemoteCountryCode(record.remoteCountry())
        .setStartTime(Times.timestamp(record.startMicros())).setEndTime(Times.timestamp(record.endMicros()))
        .setCloseReason(Reasons.encode(record.closeReason())).setDenial(Reasons.encode(record.denial()))
        .setCause(record.cause());
  }

  private static void encodeCost(CallRecord record, dev.tollbridge.v1.CallRecord.Builder encoded) {
    encoded.setDestination(record.destination()).setDurationSeconds(record.durationSeconds())
        .setBilledSeconds(record.billedSeconds()).setConnectionFeeMicros(record.connectionFeeMicros())
        .setChargeMicros(record.chargeMicros()).setClosingAdjustmentMicros(record.closingAdjustmentMicros())
        .setOverdraftMicros(record.overdraftMicros()).setCurrencyCode(record.currency())
        .setCapability(record.capability());
  }

  static dev.tollbridge.v1.OrganizerTotal encode(OrganizerTotal total) {
    var encoded = dev.tollbridge.v1.OrganizerTotal.newBuilder().setOrganizerId(total.organizerId());
    total.byType().forEach((type, calls) -> encoded.addTotalsBuilder().setCallType(CallTypes.encode(type))
        .setCallCount(calls.callCount()).setDurationSeconds(calls.durationSeconds())
        .setBilledSeconds(calls.billedSeconds()).setChargeMicros(calls.chargeMicros()));
    return encoded.build();
  }
}
