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
  long chargeUntilMicros;
  @Nullable
  Long pausedSinceMicros;
  /** How far the bridge's clock is behind engine time. */
  long behindMicros;
  boolean clockShown;

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

  /** Returns whether the bridge kept its lease or has waited for another one. */
  boolean contact(long nowMicros, long leaseMicros) {
    boolean kept = vouchesAt(nowMicros);
    boolean silent = nowMicros - lastContactMicros > leaseMicros;
    if (!kept && pausedSinceMicros == null) {
      vouchedMicros = lastContactMicros;
      silent = true;
    }
    lastContactMicros = nowMicros;
    if (!kept && silent) {
      pausedSinceMicros = nowMicros;
    }
    boolean resumed = kept || nowMicros - Objects.requireNonNull(pausedSinceMicros) >= leaseMicros;
    if (resumed) {
      resume(leaseMicros);
    }
    return resumed;
  }

  void resume(long leaseMicros) {
    pausedSinceMicros = null;
    chargeUntilMicros = lastContactMicros + leaseMicros;
  }
}
