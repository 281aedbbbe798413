package dev.tollbridge.server.api;

import dev.tollbridge.server.record.OrganizerTotal;
import dev.tollbridge.server.record.PricedRecord;
import dev.tollbridge.server.rpc.CallRecordEncoder;
import dev.tollbridge.server.rpc.CallTypes;

/** Encodes call records with their current prices, and their totals. */
final class RecordEncoder {
  private RecordEncoder() {}

  /** The record with its latest re-rating and its refunds. */
  static dev.tollbridge.v1.CallRecord encode(PricedRecord priced) {
    var record = CallRecordEncoder.encode(priced.record()).toBuilder().setRefundedMicros(priced.refundedMicros());
    if (priced.rerated() != null) {
      record.setRerating(LedgerEncoder.encode(priced.rerated()));
    }
    return record.build();
  }

  static dev.tollbridge.v1.OrganizerTotal encode(OrganizerTotal total) {
    var encoded = dev.tollbridge.v1.OrganizerTotal.newBuilder().setOrganizerId(total.organizerId());
    total.byType().forEach((type, calls) -> encoded.addTotalsBuilder().setCallType(CallTypes.encode(type))
        .setCallCount(calls.callCount()).setDurationSeconds(calls.durationSeconds())
        .setBilledSeconds(calls.billedSeconds()).setChargeMicros(calls.chargeMicros())
        .setReratedChargeMicros(calls.reratedMicros())
        .setRefundedMicros(calls.refundedMicros()));
    return encoded.build();
  }
}
