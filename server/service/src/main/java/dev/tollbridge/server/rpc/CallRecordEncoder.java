package dev.tollbridge.server.rpc;

import dev.tollbridge.core.engine.CallRecord;

/** Encodes call records with their original charges. */
public final class CallRecordEncoder {
  private CallRecordEncoder() {}

  public static dev.tollbridge.v1.CallRecord encode(CallRecord record) {
    var encoded = dev.tollbridge.v1.CallRecord.newBuilder().setUsageId(record.usageId()).setLegId(record.legId());
    encode(record.parties(), encoded);
    encode(record.cost(), encoded);
    CallRecord.Span span = record.span();
    encoded.setStartTime(Times.timestamp(span.startMicros())).setEndTime(Times.timestamp(span.endMicros()))
        .setDurationSeconds(span.durationSeconds());
    CallRecord.Ending ending = record.ending();
    encoded.setCloseReason(Reasons.encode(ending.reason())).setDenial(Reasons.encode(ending.denial()))
        .setCause(ending.cause());
    CallRecord.Origin origin = record.origin();
    return encoded.setBridgeId(origin.bridgeId()).setSession(origin.session()).setLegNumber(origin.legNumber())
        .build();
  }

  private static void encode(CallRecord.Parties parties, dev.tollbridge.v1.CallRecord.Builder encoded) {
    encoded.setConferenceId(parties.conferenceId()).setOrganizationId(parties.organizationId())
        .setOrganizerId(parties.organizerId()).setCallType(CallTypes.encode(parties.callType()))
        .setServiceNumber(parties.serviceNumber()).setRemoteNumber(parties.remoteNumber())
        .setRemoteCountryCode(parties.remoteCountry());
  }

  private static void encode(CallRecord.Cost cost, dev.tollbridge.v1.CallRecord.Builder encoded) {
    encoded.setBilledSeconds(cost.price().billedSeconds()).setConnectionFeeMicros(cost.price().connectionFeeMicros())
        .setChargeMicros(cost.price().chargeMicros()).setDestination(cost.destination())
        .setCurrencyCode(cost.currency()).setClosingAdjustmentMicros(cost.closingAdjustmentMicros())
        .setOverdraftMicros(cost.overdraftMicros()).setCapability(cost.capability())
        .setFreeReason(Reasons.encode(cost.freeReason()));
  }
}
