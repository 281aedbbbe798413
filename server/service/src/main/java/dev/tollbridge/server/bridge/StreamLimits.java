package dev.tollbridge.server.bridge;

import dev.tollbridge.v1.Limits;
import java.util.concurrent.TimeUnit;

/** What one leg stream and its messages may carry. */
final class StreamLimits {
  static final int MAX_EVENTS_PER_MESSAGE = 1_000;
  static final int MAX_UNACKNOWLEDGED_EVENTS = 20_000;
  /** Events in a row that this stream had sent before, or that every shard had when it was opened. */
  static final int MAX_REPEATED_EVENTS = 100_000;
  static final int MAX_ACTIVE_LEGS_PER_MESSAGE = 10_000;
  static final int MAX_ACTIVE_LEGS = 500_000;
  /** Messages not yet answered; at this many the server stops reading, so that no bridge fills a shard's queue. */
  static final int MAX_MESSAGES_UNDER_WAY = 256;
  /**
   * Messages that may wait for a slow reader, each rejection counted too; charges are merged by leg instead. What a
   * session is sent when it is opened does not count: otherwise it could never be resumed.
   */
  static final int MAX_WAITING_MESSAGES = 200_000;
  /** A bridge that reads nothing for this long, while something waits, is cut off. */
  static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);
  static final int MAX_CHARGES_PER_MESSAGE = 1_000;
  static final int MAX_CLOSINGS_PER_MESSAGE = 100;

  static final Limits LIMITS = Limits.newBuilder().setMaxEventsPerMessage(MAX_EVENTS_PER_MESSAGE)
      .setMaxUnacknowledgedEvents(MAX_UNACKNOWLEDGED_EVENTS)
      .setMaxActiveLegsPerMessage(MAX_ACTIVE_LEGS_PER_MESSAGE).setMaxActiveLegs(MAX_ACTIVE_LEGS)
      .setMaxRepeatedEvents(MAX_REPEATED_EVENTS).build();

  private StreamLimits() {}
}
