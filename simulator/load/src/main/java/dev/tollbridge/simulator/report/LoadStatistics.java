package dev.tollbridge.simulator.report;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.DenialReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts and latencies of one run, updated by all its threads. */
public final class LoadStatistics {
  /** A leg that starts later than this after its intended instant does not count towards the target rate. */
  static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<CallType, LongAdder> started = fill(CallType.class, LongAdder::new);
  private final Map<Metric, Latency> latencies = fill(Metric.class, Latency::new);
  private final Map<ResponseKind, Tally> outcomes = fill(ResponseKind.class, Tally::new);
  private final LongAdder startedLate = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder chargedMicros = new LongAdder();
  private final LongAdder denied = new LongAdder();
  private final LongAdder disconnected = new LongAdder();
  private final LongAdder reconnects = new LongAdder();
  private final LongAccumulator lastStartNanos = new LongAccumulator(Math::max, Long.MIN_VALUE);
  private volatile long lagNanos;

  /** A leg planned for an instant is being answered, {@code behindNanos} after its intended start. */
  public void legStarted(CallType callType, long plannedNanos, long behindNanos) {
    of(started, callType).increment();
    lastStartNanos.accumulate(plannedNanos + behindNanos);
    if (behindNanos > LATE_NANOS) {
      startedLate.increment();
    }
    lagNanos = behindNanos;
    latency(Metric.START_LAG).record(behindNanos);
  }

  /** A leg's end is being reported. */
  public void legEnded() {
    ended.increment();
  }

  /** The server asked for a leg to be hung up. */
  public void legDisconnected() {
    disconnected.increment();
  }

  /** A leg's call record was received. */
  public void legClosed(CallRecord record) {
    records.increment();
    chargedMicros.add(record.getChargeMicros());
    if (record.getDenial() != DenialReason.DENIAL_REASON_UNSPECIFIED) {
      denied.increment();
      count(ResponseKind.DENIAL, record.getDenial().name());
    }
  }

  /** A stream was reopened. */
  public void reconnected() {
    reconnects.increment();
  }

  /** Counts a response of a kind by its reason or status. */
  public void count(ResponseKind outcome, String reason) {
    of(outcomes, outcome).add(reason);
  }

  /** Where latencies of a metric are recorded. */
  public Latency latency(Metric metric) {
    return of(latencies, metric);
  }

  /**
   * The rate at which legs were started, compared with the plan.
   *
   * @param beginNanos monotonic time of the load's start
   * @param due planned legs
   * @param dueNanos from the load's start to the last planned start
   */
  public OfferedRate offered(long beginNanos, long due, long dueNanos) {
    long count = started();
    long startedNanos = count == 0 ? 0 : lastStartNanos.get() - beginNanos;
    // A load that was stopped may have started legs after the plan was last counted.
    return new OfferedRate(Math.max(due, count), dueNanos, count, startedNanos, startedLate());
  }

  SortedMap<String, Long> counts(ResponseKind outcome) {
    return of(outcomes, outcome).counts();
  }

  long started(CallType callType) {
    return of(started, callType).sum();
  }

  long started() {
    return started.values().stream().mapToLong(LongAdder::sum).sum();
  }

  long startedLate() {
    return startedLate.sum();
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

  private static <K extends Enum<K>, V> Map<K, V> fill(Class<K> keys, Supplier<V> value) {
    Map<K, V> map = new EnumMap<>(keys);
    for (K key : keys.getEnumConstants()) {
      map.put(key, value.get());
    }
    return map;
  }

  /** The value of a key; every key of these maps has one. */
  private static <K, V> V of(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException(String.valueOf(key));
    }
    return value;
  }
}
