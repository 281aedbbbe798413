package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LegImage;
import dev.tollbridge.core.engine.LegStart;
import dev.tollbridge.core.engine.LegState;
import dev.tollbridge.core.engine.SessionImage;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
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
        .setVouchedMicros(image.vouchedMicros()).setAwaitedThrough(image.awaitedThrough())
        .setChargeUntilMicros(image.chargeUntilMicros())
        .setPausedSinceMicros(image.pausedSinceMicros()).setLists(image.lists())
        .setBehindMicros(image.behindMicros()).setClockShown(image.clockShown())
        .setAheadMicros(image.aheadMicros()).setOwner(image.owner()).build();
  }

  static SessionImage decode(SnapshotSession encoded, List<CallRecord> closings) {
    return new SessionImage(encoded.getSession().getBridgeId(), encoded.getSession().getSession(),
        encoded.getSeenThrough(), encoded.getLastContactMicros(), encoded.getVouchedMicros(),
        encoded.getAwaitedThrough(),
        encoded.getChargeUntilMicros(), encoded.getPausedSinceMicros(), encoded.getLists(), encoded.getBehindMicros(),
        encoded.getClockShown(), encoded.getAheadMicros(), encoded.getOwner(), closings);
  }

  /** Encodes a leg; {@code rate} is the place of its rate plus 1, or 0. */
  static SnapshotLeg encode(LegImage image, int rate) {
    LegStart start = image.start();
    CallRecord.Parties parties = start.parties();
    var encoded = SnapshotLeg.newBuilder().setOrdinal(image.ordinal())
        .setSession(CommandEncoder.session(image.bridgeId(), image.session())).setNumber(image.number())
        .setAnsweredSequence(image.answeredSequence()).setOrganizationId(parties.organizationId())
        .setLegId(start.legId()).setConferenceId(parties.conferenceId()).setOrganizerId(parties.organizerId())
        .setCallType(parties.callType().name()).setServiceNumber(parties.serviceNumber())
        .setRemoteNumber(parties.remoteNumber()).setRemoteCountry(parties.remoteCountry())
        .setAnswerMicros(start.answerMicros()).setUnpriced(name(start.unpriced())).setRate(rate)
        .setState(image.state().name()).setDenial(name(image.denial())).setMinutesCharged(image.minutesCharged())
        .setTotalMicros(image.totalMicros()).setListedIn(image.listedIn()).setLevel(image.level())
        .setUnconfirmedSinceMicros(image.unconfirmedSinceMicros()).setAheadMicros(image.aheadMicros());
    if (start.renamed()) {
      encoded.setReportedId(start.reportedId());
    }
    return encoded.build();
  }

  private static String name(@Nullable Enum<?> value) {
    return value == null ? "" : value.name();
  }

  private static <E extends Enum<E>> @Nullable E value(Class<E> type, String name) {
    return name.isEmpty() ? null : Enum.valueOf(type, name);
  }

  static LegImage decode(SnapshotLeg encoded, @Nullable Rate rate) {
    var parties = new CallRecord.Parties(encoded.getConferenceId(), encoded.getOrganizationId(),
        encoded.getOrganizerId(), CallType.valueOf(encoded.getCallType()), encoded.getServiceNumber(),
        encoded.getRemoteNumber(), encoded.getRemoteCountry());
    var start = new LegStart(encoded.getLegId(), encoded.hasReportedId() ? encoded.getReportedId() : encoded.getLegId(),
        parties, encoded.getAnswerMicros(), value(FreeReason.class, encoded.getUnpriced()));
    return new LegImage(encoded.getLevel(), encoded.getOrdinal(), encoded.getSession().getBridgeId(),
        encoded.getSession().getSession(),
        encoded.getNumber(), encoded.getAnsweredSequence(), start, rate,
        LegState.valueOf(encoded.getState()), value(DenialReason.class, encoded.getDenial()),
        encoded.getMinutesCharged(), encoded.getTotalMicros(), encoded.getListedIn(),
        encoded.getUnconfirmedSinceMicros(), encoded.getAheadMicros());
  }

  static SnapshotRecord encode(CallRecord record) {
    var encoded = SnapshotRecord.newBuilder().setSequence(record.sequence()).setUsageId(record.usageId())
        .setLegId(record.legId());
    CallRecord.Parties parties = record.parties();
    encoded.setConferenceId(parties.conferenceId()).setOrganizationId(parties.organizationId())
        .setOrganizerId(parties.organizerId()).setCallType(parties.callType().name())
        .setServiceNumber(parties.serviceNumber()).setRemoteNumber(parties.remoteNumber())
        .setRemoteCountry(parties.remoteCountry());
    CallRecord.Span span = record.span();
    encoded.setStartMicros(span.startMicros()).setEndMicros(span.endMicros())
        .setDurationSeconds(span.durationSeconds());
    CallRecord.Cost cost = record.cost();
    encoded.setBilledSeconds(cost.price().billedSeconds()).setConnectionFeeMicros(cost.price().connectionFeeMicros())
        .setChargeMicros(cost.price().chargeMicros()).setDestination(cost.destination()).setCurrency(cost.currency())
        .setClosingAdjustmentMicros(cost.closingAdjustmentMicros()).setOverdraftMicros(cost.overdraftMicros())
        .setCapability(cost.capability()).setFreeReason(name(cost.freeReason()));
    CallRecord.Ending ending = record.ending();
    CallRecord.Origin origin = record.origin();
    return encoded.setCloseReason(ending.reason().name()).setDenial(name(ending.denial())).setCause(ending.cause())
        .setBridgeId(origin.bridgeId()).setSession(origin.session()).setLegNumber(origin.legNumber()).build();
  }

  static CallRecord decode(SnapshotRecord encoded) {
    var parties = new CallRecord.Parties(encoded.getConferenceId(), encoded.getOrganizationId(),
        encoded.getOrganizerId(), CallType.valueOf(encoded.getCallType()), encoded.getServiceNumber(),
        encoded.getRemoteNumber(), encoded.getRemoteCountry());
    var price = new Price(encoded.getBilledSeconds(), encoded.getConnectionFeeMicros(), encoded.getChargeMicros());
    var cost = new CallRecord.Cost(price, encoded.getDestination(), encoded.getCurrency(),
        encoded.getClosingAdjustmentMicros(), encoded.getOverdraftMicros(), encoded.getCapability(),
        value(FreeReason.class, encoded.getFreeReason()));
    return new CallRecord(encoded.getSequence(), encoded.getUsageId(), encoded.getLegId(), parties,
        new CallRecord.Span(encoded.getStartMicros(), encoded.getEndMicros(), encoded.getDurationSeconds()), cost,
        new CallRecord.Ending(CloseReason.valueOf(encoded.getCloseReason()),
            value(DenialReason.class, encoded.getDenial()), encoded.getCause()),
        new CallRecord.Origin(encoded.getBridgeId(), encoded.getSession(), encoded.getLegNumber()));
  }
}
