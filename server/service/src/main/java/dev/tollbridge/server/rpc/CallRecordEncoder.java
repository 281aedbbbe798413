package dev.tollbridge.server.rpc;

import dev.tollbridge.core.engine.CallRecord;

/** Encodes call records as they were closed. */
public final class CallRecordEncoder {
  private CallRecordEncoder() {}

  public static dev.tollbridge.v1.CallRecord encode(CallRecord record) {
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
}
