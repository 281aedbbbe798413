package dev.tollbridge.server.rpc;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs what peers can cause at will: a few lines a second, with how many were left out since the line before. */
public final class RateLimitedLog {
  static final int LINES_PER_SECOND = 5;
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final LongSupplier nanos;
  private long periodNanos;
  private int lines;
  private long leftOut;

  public RateLimitedLog(Logger log) {
    this(log, System::nanoTime);
  }

  RateLimitedLog(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    periodNanos = nanos.getAsLong();
  }

  /** Logs a line at WARN, or counts it. */
  public void warn(Supplier<String> line) {
    String suffix = suffix();
    if (suffix != null) {
      log.warn("{}{}", line.get(), suffix);
    }
  }

  /** What to add to the line; null when there is to be none. */
  private synchronized @Nullable String suffix() {
    long now = nanos.getAsLong();
    if (now - periodNanos >= PERIOD_NANOS) {
      periodNanos = now;
      lines = 0;
    }
    if (lines == LINES_PER_SECOND) {
      leftOut++;
      return null;
    }
    lines++;
    long before = leftOut;
    leftOut = 0;
    return before == 0 ? "" : " (" + before + " such lines were left out)";
  }
}
