package dev.tollbridge.simulator.report;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.DenialReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts and latencies of one run, added to by every thread of it. */
public final class LoadStatistics {
  private final Map<CallType, LongAdder> started = new EnumMap<>(CallType.class);
  private final LongAdder ended = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder chargedMicros = new LongAdder();
  private final LongAdder denied = new LongAdder();
  private final LongAdder disconnected = new LongAdder();
  private final LongAdder reconnects = new LongAdder();
  private final LongAccumulator maxLagNanos = new LongAccumulator(Math::max, 0);
  private final Latency eventAcknowledged = new Latency();
  private final Latency firstCharge = new Latency();
  private volatile long lagNanos;

  public LoadStatistics() {
    for (CallType callType : CallType.values()) {
      started.put(callType, new LongAdder());
    }
  }

  /** A leg is being answered, so late after its intended instant. */
  public void legStarted(CallType callType, long behindNanos) {
    adder(callType).increment();
    lagNanos = behindNanos;
    maxLagNanos.accumulate(behindNanos);
  }

  /** A leg's end is being reported. */
  public void legEnded() {
    ended.increment();
  }

  /** The server asked for a leg to be hung up. */
  public void legDisconnected() {
    disconnected.increment();
  }

  /** A leg's record has come. */
  public void legClosed(CallRecord record) {
    records.increment();
    chargedMicros.add(record.getChargeMicros());
    if (record.getDenial() != DenialReason.DENIAL_REASON_UNSPECIFIED) {
      denied.increment();
    }
  }

  /** A stream was opened again. */
  public void reconnected() {
    reconnects.increment();
  }

  /** From an event's intended instant to its acknowledgement. */
  public Latency eventAcknowledged() {
    return eventAcknowledged;
  }

  /** From a leg's intended start to its first charge. */
  public Latency firstCharge() {
    return firstCharge;
  }

  long started(CallType callType) {
    return adder(callType).sum();
  }

  long started() {
    return started.values().stream().mapToLong(LongAdder::sum).sum();
  }

  long ended() {
    return ended.sum();
  }

  long records() {
    return records.sum();
  }

  long chargedMicros() {
    return chargedMicros.sum();
  }

  long denied() {
    return denied.sum();
  }

  long disconnected() {
    return disconnected.sum();
  }

  long reconnects() {
    return reconnects.sum();
  }

  long lagNanos() {
    return lagNanos;
  }

  long maxLagNanos() {
    return maxLagNanos.get();
  }

  private LongAdder adder(CallType callType) {
    LongAdder adder = started.get(callType);
    if (adder == null) {
      throw new IllegalArgumentException(callType.toString());
    }
    return adder;
  }
}
