package dev.tollbridge.client;

import dev.tollbridge.v1.Limits;
import dev.tollbridge.v1.Opened;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server's terms for one stream.
 *
 * @param maxEvents events in one message, numbers in one acknowledgement
 * @param maxUnacknowledged events sent and not yet acknowledged
 * @param maxActiveLegs numbers in one part of the list of active legs
 * @param heartbeat longest silence of the bridge, by the wall clock
 * @param aliveInterval longest silence of the server, by the wall clock; zero when it promises nothing
 */
record Terms(int maxEvents, int maxUnacknowledged, int maxActiveLegs, Duration heartbeat, Duration aliveInterval) {

  /** A late message or two must not cost the lease. */
  private static final int HEARTBEATS_PER_LEASE = 4;

  static Terms of(Opened opened) {
    Limits limits = opened.getLimits();
    return new Terms(limits.getMaxEventsPerMessage(), limits.getMaxUnacknowledgedEvents(),
        limits.getMaxActiveLegsPerMessage(),
        lease(opened).dividedBy((long) HEARTBEATS_PER_LEASE * opened.getTimeScale()),
        duration(opened.getAliveInterval()));
  }

  /** What is wrong with the server's terms, or null. */
  static @Nullable String fault(Opened opened) {
    Limits limits = opened.getLimits();
    if (limits.getMaxEventsPerMessage() < 1 || limits.getMaxUnacknowledgedEvents() < 1
        || limits.getMaxActiveLegsPerMessage() < 1) {
      return "Opened.limits has a value below 1";
    }
    if (opened.getTimeScale() < 1) {
      return "Opened.time_scale is below 1";
    }
    if (duration(opened.getAliveInterval()).isNegative()) {
      return "Opened.alive_interval is below zero";
    }
    return lease(opened).toMillis() < opened.getTimeScale() ? "Opened.lease is below 1 ms of the wall clock" : null;
  }

  private static Duration lease(Opened opened) {
    return duration(opened.getLease());
  }

  private static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }
}
