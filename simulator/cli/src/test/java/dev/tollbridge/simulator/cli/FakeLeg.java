package dev.tollbridge.simulator.cli;

import com.google.protobuf.Timestamp;
import dev.tollbridge.simulator.sample.NumberReader;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegStatus;

/** A dial-out leg at one cent for every started minute. */
final class FakeLeg {
  private static final long CENT_MICROS = 10_000;
  private static final long MINUTE_MICROS = 60_000_000;

  private final String bridgeId;
  private final long session;
  private final long legNumber;
  private final LegAnswered answered;
  private final boolean denied;
  private int minutes;

  FakeLeg(String bridgeId, long session, long legNumber, LegAnswered answered, boolean denied) {
    this.bridgeId = bridgeId;
    this.session = session;
    this.legNumber = legNumber;
    this.answered = answered;
    this.denied = denied;
  }

  boolean isDue(long nowMicros) {
    return !denied && micros(answered.getAnswerTime()) + minutes * MINUTE_MICROS <= nowMicros;
  }

  Charge charge() {
    minutes++;
    return Charge.newBuilder().setLegNumber(legNumber).setMinute(minutes - 1).setMinuteCount(1)
        .setAmountMicros(CENT_MICROS).setTotalMicros(minutes * CENT_MICROS).build();
  }

  LegStatus status() {
    return LegStatus.newBuilder().setLegNumber(legNumber).setMinutesCharged(minutes)
        .setTotalMicros(minutes * CENT_MICROS).build();
  }

  CallRecord close(LegEnded ended) {
    long lengthMicros = micros(ended.getEndTime()) - micros(answered.getAnswerTime());
    long billedMinutes = denied ? 0 : Math.ceilDiv(lengthMicros, MINUTE_MICROS);
    PhoneNumber remote = NumberReader.dialled(answered.getRemoteNumber());
    return CallRecord.newBuilder().setUsageId("usage-" + answered.getLegId()).setLegId(answered.getLegId())
        .setConferenceId(answered.getConferenceId()).setOrganizationId(answered.getOrganizationId())
        .setOrganizerId(answered.getOrganizerId()).setCallType(CallType.CALL_TYPE_DIAL_OUT)
        .setServiceNumber(answered.getServiceNumber()).setRemoteNumber(remote.text())
        .setRemoteCountryCode(remote.countryCode()).setDestination("Anywhere")
        .setStartTime(answered.getAnswerTime()).setEndTime(ended.getEndTime())
        .setDurationSeconds(Math.ceilDiv(lengthMicros, 1_000_000)).setBilledSeconds(billedMinutes * 60)
        .setChargeMicros(billedMinutes * CENT_MICROS)
        .setClosingAdjustmentMicros((billedMinutes - minutes) * CENT_MICROS).setCurrencyCode("USD")
        .setCapability(billedMinutes == 0 ? "FREECALL" : "MCOMEETACPEA")
        .setDenial(
            denied ? DenialReason.DENIAL_REASON_NO_CREDIT : DenialReason.DENIAL_REASON_UNSPECIFIED)
        .setCloseReason(CloseReason.CLOSE_REASON_ENDED).setCause(ended.getCause()).setBridgeId(bridgeId)
        .setSession(session).setLegNumber(legNumber).build();
  }

  private static long micros(Timestamp time) {
    return time.getSeconds() * 1_000_000 + time.getNanos() / 1000;
  }
}
