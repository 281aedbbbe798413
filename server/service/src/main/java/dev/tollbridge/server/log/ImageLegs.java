package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.LegImage;
import dev.tollbridge.core.engine.LegStart;
import dev.tollbridge.core.engine.LegState;
import dev.tollbridge.core.engine.SessionImage;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.server.log.v1.SnapshotLeg;
import dev.tollbridge.server.log.v1.SnapshotRecord;
import dev.tollbridge.server.log.v1.SnapshotSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions, legs and call records in the snapshot's format, both ways. */
final class ImageLegs {
  private ImageLegs() {}

  static SnapshotSession encode(SessionImage image, boolean replaced) {
    return SnapshotSession.newBuilder().setSession(CommandEncoder.session(image.bridgeId(), image.number()))
        .setReplaced(replaced).setSeenThrough(image.seenThrough()).setLastContactMicros(image.lastContactMicros())
        .setVouchedMicros(image.vouchedMicros()).setChargeUntilMicros(image.chargeUntilMicros())
        .setPausedSinceMicros(image.pausedSinceMicros()).setLists(image.lists()).build();
  }

  static SessionImage decode(SnapshotSession encoded, List<CallRecord> closings) {
    return new SessionImage(encoded.getSession().getBridgeId(), encoded.getSession().getSession(),
        encoded.getSeenThrough(), encoded.getLastContactMicros(), encoded.getVouchedMicros(),
        encoded.getChargeUntilMicros(), encoded.getPausedSinceMicros(), encoded.getLists(), closings);
  }

  /** Encodes a leg; {@code rate} is the place of its rate plus 1, or 0. */
  static SnapshotLeg encode(LegImage image, int rate) {
    LegStart start = image.start();
    var encoded = SnapshotLeg.newBuilder().setOrdinal(image.ordinal())
        .setSession(CommandEncoder.session(image.bridgeId(), image.session())).setNumber(image.number())
        .setAnsweredSequence(image.answeredSequence()).setOrganizationId(image.organizationId())
        .setLegId(start.legId()).setConferenceId(start.conferenceId()).setOrganizerId(start.organizerId())
        .setCallType(start.callType().name()).setServiceNumber(start.serviceNumber())
        .setRemoteNumber(start.remoteNumber()).setRemoteCountry(start.remoteCountry())
        .setAnswerMicros(start.answerMicros()).setRate(rate).setState(image.state().name())
        .setMinutesCharged(image.minutesCharged()).setTotalMicros(image.totalMicros()).setListedIn(image.listedIn())
        .setLevel(image.level());
    return encoded.setDenial(name(image.denial())).build();
  }

  private static String name(@Nullable DenialReason denial) {
    return denial == null ? "" : denial.name();
  }

  private static @Nullable DenialReason denial(String name) {
    return name.isEmpty() ? null : DenialReason.valueOf(name);
  }

  static LegImage decode(SnapshotLeg encoded, @Nullable Rate rate) {
    var start = new LegStart(encoded.getLegId(), encoded.getConferenceId(), encoded.getOrganizerId(),
        CallType.valueOf(encoded.getCallType()), encoded.getServiceNumber(), encoded.getRemoteNumber(),
        encoded.getRemoteCountry(), encoded.getAnswerMicros());
    return new LegImage(encoded.getLevel(), encoded.getOrdinal(), encoded.getSession().getBridgeId(),
        encoded.getSession().getSession(),
        encoded.getNumber(), encoded.getAnsweredSequence(), encoded.getOrganizationId(), start, rate,
        LegState.valueOf(encoded.getState()), denial(encoded.getDenial()), encoded.getMinutesCharged(),
        encoded.getTotalMicros(), encoded.getListedIn());
  }

  static SnapshotRecord encode(CallRecord record) {
    return SnapshotRecord.newBuilder().setSequence(record.sequence()).setUsageId(record.usageId())
        .setLegId(record.legId()).setConferenceId(record.conferenceId()).setOrganizationId(record.organizationId())
        .setOrganizerId(record.organizerId()).setCallType(record.callType().name())
        .setServiceNumber(record.serviceNumber()).setRemoteNumber(record.remoteNumber())
        .setRemoteCountry(record.remoteCountry()).setDestination(record.destination())
        .setStartMicros(record.startMicros()).setEndMicros(record.endMicros())
        .setDurationSeconds(record.durationSeconds()).setBilledSeconds(record.billedSeconds())
        .setConnectionFeeMicros(record.connectionFeeMicros()).setChargeMicros(record.chargeMicros())
        .setClosingAdjustmentMicros(record.closingAdjustmentMicros()).setOverdraftMicros(record.overdraftMicros())
        .setCurrency(record.currency()).setCapability(record.capability())
        .setCloseReason(record.closeReason().name()).setDenial(name(record.denial())).setCause(record.cause())
        .setBridgeId(record.bridgeId()).setSession(record.session()).setLegNumber(record.legNumber()).build();
  }

  static CallRecord decode(SnapshotRecord encoded) {
    return new CallRecord(encoded.getSequence(), encoded.getUsageId(), encoded.getLegId(), encoded.getConferenceId(),
        encoded.getOrganizationId(), encoded.getOrganizerId(), CallType.valueOf(encoded.getCallType()),
        encoded.getServiceNumber(), encoded.getRemoteNumber(), encoded.getRemoteCountry(), encoded.getDestination(),
        encoded.getStartMicros(), encoded.getEndMicros(), encoded.getDurationSeconds(), encoded.getBilledSeconds(),
        encoded.getConnectionFeeMicros(), encoded.getChargeMicros(), encoded.getClosingAdjustmentMicros(),
        encoded.getOverdraftMicros(), encoded.getCurrency(), encoded.getCapability(),
        CloseReason.valueOf(encoded.getCloseReason()), denial(encoded.getDenial()), encoded.getCause(),
        encoded.getBridgeId(), encoded.getSession(), encoded.getLegNumber());
  }
}
