package dev.tollbridge.client;

import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.Rejection;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what the server rejected or noticed, for listeners that do not do it themselves. So that a fault of every leg
 * fills no disk, only so many lines a second; the next one says how many were left out. Thread-safe.
 */
final class EventLog {
  static final EventLog INSTANCE = new EventLog(LoggerFactory.getLogger(BridgeListener.class), System::nanoTime);

  /** Lines of each kind within a second. */
  static final int MAX_LINES = 20;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final Logger log;
  private final Limit rejections;
  private final Limit notices;

  EventLog(Logger log, LongSupplier nanoClock) {
    this.log = log;
    rejections = new Limit(nanoClock);
    notices = new Limit(nanoClock);
  }

  void rejected(Rejection rejection) {
    if (rejections.allowsLine()) {
      log.error("Event {} of leg {} had no effect: {}, {}{}", rejection.getSequence(), rejection.getLegNumber(),
          rejection.getReason(), rejection.getMessage(), rejections.leftOut());
    }
  }

  void notice(Notice notice) {
    if (notices.allowsLine()) {
      log.warn("Event {} of leg {} was applied: {}, {}{}", notice.getSequence(), notice.getLegNumber(),
          notice.getReason(), notice.getMessage(), notices.leftOut());
    }
  }

  /** Counts lines by the second. */
  private static final class Limit {
    private final LongSupplier nanoClock;
    private long sinceNanos;
    private int lines;
    private long leftOut;

    Limit(LongSupplier nanoClock) {
      this.nanoClock = nanoClock;
      sinceNanos = nanoClock.getAsLong();
    }

    synchronized boolean allowsLine() {
      long nowNanos = nanoClock.getAsLong();
      if (nowNanos - sinceNanos >= SECOND_NANOS) {
        sinceNanos = nowNanos;
        lines = 0;
      }
      if (lines == MAX_LINES) {
        leftOut++;
        return false;
      }
      lines++;
      return true;
    }

    synchronized String leftOut() {
      String text = leftOut == 0 ? "" : " (and " + leftOut + " more that were not logged)";
      leftOut = 0;
      return text;
    }
  }
}
