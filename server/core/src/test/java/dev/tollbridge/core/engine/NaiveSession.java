package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bridge session of the model. */
final class NaiveSession {
  final String bridgeId;
  final long number;
  final List<NaiveLeg> legs = new ArrayList<>();
  /** Closings that were not acknowledged, by leg number. */
  final TreeMap<Long, String> closings = new TreeMap<>();

  long seenThrough;
  long lastContactMicros;
  long vouchedMicros;
  /** Legs answered up to this sequence have not been heard of since the bridge came back. */
  long awaitedThrough;
  long chargeUntilMicros;
  @Nullable
  Long pausedSinceMicros;
  /** How far the bridge's clock is behind engine time. */
  long behindMicros;
  boolean clockShown;
  /** How far ahead its answers were, at most. */
  long aheadMicros;

  NaiveSession(String bridgeId, long number, long nowMicros, long leaseMicros) {
    this.bridgeId = bridgeId;
    this.number = number;
    lastContactMicros = nowMicros;
    vouchedMicros = nowMicros;
    chargeUntilMicros = nowMicros + leaseMicros;
  }

  @Nullable
  NaiveLeg leg(long legNumber) {
    return legs.stream().filter(leg -> leg.answer.legNumber() == legNumber).findFirst().orElse(null);
  }

  boolean vouchesAt(long micros) {
    return pausedSinceMicros == null && micros <= chargeUntilMicros;
  }

  /** The last instant at which the bridge is known to have had a leg. */
  long heardMicros(NaiveLeg leg) {
    return leg.answer.sequence() > awaitedThrough ? lastContactMicros : vouchedMicros;
  }

  void cameBack(long nowMicros, long leaseMicros) {
    doubtLegs();
    if (pausedSinceMicros != null && nowMicros - lastContactMicros > leaseMicros) {
      pausedSinceMicros = nowMicros;
    }
  }

  private void doubtLegs() {
    if (awaitedThrough == 0) {
      awaitedThrough = seenThrough;
      vouchedMicros = lastContactMicros;
    }
  }

  /** Returns whether the bridge kept its lease or has waited for another one. */
  boolean contact(long nowMicros, long leaseMicros) {
    boolean kept = vouchesAt(nowMicros);
    if (!kept && pausedSinceMicros == null) {
      doubtLegs();
      pausedSinceMicros = nowMicros;
    }
    lastContactMicros = nowMicros;
    boolean waited = !kept && nowMicros - Objects.requireNonNull(pausedSinceMicros) >= leaseMicros;
    if (waited) {
      resume(leaseMicros);
    } else if (kept) {
      chargeUntilMicros = nowMicros + leaseMicros;
    }
    return kept || waited;
  }

  void resume(long leaseMicros) {
    awaitedThrough = 0;
    pausedSinceMicros = null;
    chargeUntilMicros = lastContactMicros + leaseMicros;
  }
}
