package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.report.Metric;
import dev.tollbridge.simulator.verify.LegAudit;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.DisconnectLeg;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures in wall time how long after a minute fell due its charge, or the request to hang up, arrived. Shared by a
 * run's bridges.
 *
 * <p>The run's clock trails the server's by the time that the server's first response took. No minute is charged before
 * it is due, so a charge that appears to be early by some time shows that the clock trails by at least that much; this
 * is added to every later measurement.
 */
final class ChargeTimes {
  private static final long MINUTE_MICROS = 60_000_000;

  private final CompletableFuture<ServerClock> clock;
  private final LoadStatistics statistics;
  private final AtomicLong trailNanos = new AtomicLong();

  ChargeTimes(CompletableFuture<ServerClock> clock, LoadStatistics statistics) {
    this.clock = clock;
    this.statistics = statistics;
  }

  /** A leg's minutes from {@code firstMinute} on have now been reported, by charges or by totals that cover them. */
  void heard(LegAudit leg, int firstMinute, long nowNanos) {
    for (int minute = firstMinute; minute < leg.minutes(); minute++) {
      Metric metric = minute == 0 ? Metric.FIRST_CHARGE : Metric.CHARGE_LATENESS;
      statistics.latency(metric).record(lateNanos(leg, minute, nowNanos));
    }
  }

  /** The first request to hang up a leg: its first minute without a charge is the one that credit did not cover. */
  void disconnectRequested(LegAudit leg, DisconnectLeg request, long nowNanos) {
    if (request.getReason() == DenialReason.DENIAL_REASON_NO_CREDIT) {
      statistics.latency(Metric.DISCONNECT).record(lateNanos(leg, leg.minutes(), nowNanos));
    }
  }

  private long lateNanos(LegAudit leg, int minute, long nowNanos) {
    if (minute == 0) {
      return nowNanos - leg.leg().intendedNanos();
    }
    long seenNanos = nowNanos - clock.join().nanos(leg.leg().answerMicros() + minute * MINUTE_MICROS);
    long trail = trailNanos.get();
    return seenNanos + (-seenNanos > trail ? trailNanos.accumulateAndGet(-seenNanos, Math::max) : trail);
  }
}
