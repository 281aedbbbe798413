package dev.tollbridge.core.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A leg of the model: what it was charged, minute by minute. */
final class NaiveLeg {
  static final long MINUTE_MICROS = 60_000_000;
  static final int MAX_MINUTES = 1_800;

  LegEvent.Answered answer;
  NaiveSession session;
  final NaiveAccount account;
  final @Nullable NaiveRate rate;
  final List<BigDecimal> minutes = new ArrayList<>();
  @Nullable
  DenialReason hangUp;
  boolean denied;
  /** When the answer was reported, if that was late and nothing has shown since that the leg is active. */
  @Nullable
  Long reportedLateMicros;
  private long aheadMicros;
  private BigDecimal total = NaiveRate.units(0);

  NaiveLeg(LegEvent.Answered answer, NaiveSession session, NaiveAccount account, @Nullable NaiveRate rate) {
    this.answer = answer;
    this.session = session;
    this.account = account;
    this.rate = rate;
  }

  boolean charging() {
    return (hangUp == null || endedByAdministrator()) && rate != null && !rate.free();
  }

  /** Somebody asked for its end, and nothing else has ended it since. */
  boolean endedByAdministrator() {
    return hangUp == DenialReason.ADMINISTRATOR;
  }

  /** Whether its end may cost something. */
  boolean chargeable() {
    return !denied && rate != null && !rate.free();
  }

  /** Whether it was reported when it could only be over. */
  boolean mustBeOver() {
    return reportedLateMicros != null
        && reportedLateMicros - beginMicros() > MAX_MINUTES * MINUTE_MICROS;
  }

  /** The end of a leg whose end is not reported. */
  long silentEnd(long heardMicros) {
    return reportedLateMicros == null ? heardMicros : answer.answerMicros() + minutes.size() * MINUTE_MICROS;
  }

  /** The rate of a leg that has one. */
  NaiveRate rate() {
    return Objects.requireNonNull(rate);
  }

  BigDecimal total() {
    return total;
  }

  void charge(BigDecimal minute) {
    minutes.add(minute);
    total = total.add(minute);
  }

  /** Engine time at which the first minute begins. */
  long beginMicros() {
    return answer.answerMicros() + session.behindMicros - aheadMicros;
  }

  /** What the bridge's clock shows. */
  long clockMicros(long nowMicros) {
    return nowMicros + aheadMicros - session.behindMicros;
  }

  /** The bridge's clock turned out to be less far behind: the leg did not begin before it was reported. */
  void clockMoved(long fellMicros) {
    if (fellMicros > 0) {
      aheadMicros = Math.max(0, aheadMicros - fellMicros);
    }
  }

  /** What is reported has happened, however late the rest is. */
  void report(long nowMicros, long leaseMicros) {
    aheadMicros = aheadMicros + Math.max(0, beginMicros() - nowMicros);
    session.aheadMicros = Math.max(session.aheadMicros, aheadMicros);
    boolean late = beginMicros() + minutes.size() * MINUTE_MICROS < nowMicros - leaseMicros;
    reportedLateMicros = late ? nowMicros : null;
  }

  /** Minutes begun at an instant, of the first thirty hours. */
  int begun(long atMicros) {
    if (atMicros < beginMicros()) {
      return 0;
    }
    return (int) Math.min(MAX_MINUTES, (atMicros - beginMicros()) / MINUTE_MICROS + 1);
  }

  /** The first instant after {@code micros} at which a minute begins. */
  long dueAfter(long micros) {
    long due = beginMicros();
    return due > micros ? due : due + ((micros - due) / MINUTE_MICROS + 1) * MINUTE_MICROS;
  }
}
