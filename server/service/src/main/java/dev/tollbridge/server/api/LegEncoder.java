package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LegRef;
import dev.tollbridge.core.engine.LegStanding;
import dev.tollbridge.core.engine.LegView;
import dev.tollbridge.server.rpc.CallTypes;
import dev.tollbridge.server.rpc.Reasons;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.security.Role;
import dev.tollbridge.server.shard.NumberMask;
import dev.tollbridge.v1.Leg;
import dev.tollbridge.v1.LegState;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Encodes active legs.
 *
 * @param numbers how the caller sees the numbers of others
 */
record LegEncoder(UnaryOperator<String> numbers) {
  /** Operators see no call records, and no whole numbers. */
  static LegEncoder of(Caller caller) {
    return new LegEncoder(caller.role() == Role.OPERATOR ? NumberMask.strictest()::apply : UnaryOperator.identity());
  }

  Leg encode(LegView leg) {
    LegRef ref = leg.ref();
    CallRecord.Parties parties = leg.start().parties();
    var encoded = Leg.newBuilder().setBridgeId(ref.bridgeId()).setLegId(ref.legId()).setSession(ref.session())
        .setLegNumber(ref.legNumber()).setConferenceId(parties.conferenceId())
        .setOrganizationId(ref.organizationId()).setOrganizerId(parties.organizerId())
        .setCallType(CallTypes.encode(parties.callType())).setServiceNumber(parties.serviceNumber())
        .setRemoteNumber(numbers.apply(parties.remoteNumber())).setRemoteCountryCode(parties.remoteCountry())
        .setAnswerTime(Times.timestamp(leg.start().answerMicros())).setState(encode(leg.standing()))
        .setDenial(Reasons.encode(leg.denial())).setMinutesCharged(leg.minutesCharged())
        .setTotalMicros(leg.totalMicros()).setCurrencyCode(ref.currency());
    if (leg.rate() != null) {
      encoded.setRate(RateEncoder.encode(leg.rate()));
    }
    return encoded.build();
  }

  private static LegState encode(LegStanding standing) {
    return switch (standing) {
      case CHARGING -> LegState.LEG_STATE_CHARGING;
      case PAUSED -> LegState.LEG_STATE_PAUSED;
      case FREE -> LegState.LEG_STATE_FREE;
      case DISCONNECTING -> LegState.LEG_STATE_DISCONNECTING;
      case DENIED -> LegState.LEG_STATE_DENIED;
    };
  }

  /** Null when not set, or unknown to this release. */
  static @Nullable LegStanding decode(LegState state) {
    return switch (state) {
      case LEG_STATE_CHARGING -> LegStanding.CHARGING;
      case LEG_STATE_PAUSED -> LegStanding.PAUSED;
      case LEG_STATE_FREE -> LegStanding.FREE;
      case LEG_STATE_DISCONNECTING -> LegStanding.DISCONNECTING;
      case LEG_STATE_DENIED -> LegStanding.DENIED;
      case LEG_STATE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }
}
