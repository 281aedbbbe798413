package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.server.metrics.ServerMetrics;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls known that nothing prices: counts each, and logs a line about each organization and number from time to
 * time, so that neither one number nor many fill the log. No line has a whole number. Thread-safe.
 */
final class UnpricedCalls {
  /** No second line about the same organization and number within this time. */
  static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(10);
  /** Lines within {@link #WINDOW_NANOS}; further ones are counted in the next. */
  static final int MAX_LINES = 20;
  static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_REMEMBERED = 1_000;
  private static final NumberMask MASK = NumberMask.strictest();

  private final ServerMetrics metrics;
  private final LongSupplier nanoClock;
  private final Consumer<String> log;
  private final LinkedHashMap<String, Long> loggedNanos = new LinkedHashMap<>();
  private long windowNanos;
  private int lines;
  private long leftOut;

  UnpricedCalls(ServerMetrics metrics, LongSupplier nanoClock, Consumer<String> log) {
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.log = log;
    windowNanos = nanoClock.getAsLong();
  }

  /** @param number the one that has no price: dialled out, or the service number */
  void report(String organizationId, String number, FreeReason reason) {
    metrics.unpriced(reason);
    String line = line(organizationId, number, reason);
    if (line != null) {
      log.accept(line);
    }
  }

  private synchronized @Nullable String line(String organizationId, String number, FreeReason reason) {
    long nowNanos = nanoClock.getAsLong();
    if (nowNanos - windowNanos >= WINDOW_NANOS) {
      windowNanos = nowNanos;
      lines = 0;
    }
    String key = organizationId + " " + number;
    Long before = loggedNanos.get(key);
    if (lines >= MAX_LINES || (before != null && nowNanos - before < REPEAT_NANOS)) {
      leftOut++;
      return null;
    }
    remember(key, nowNanos);
    lines++;
    String others = leftOut == 0 ? "" : " (" + leftOut + " more unpriced calls since the last such line)";
    leftOut = 0;
    return "A call of organization " + organizationId + " is free, " + why(MASK.apply(number), reason)
        + ". Complete the tariff, then re-rate it" + others;
  }

  private static String why(String number, FreeReason reason) {
    return reason == FreeReason.UNKNOWN_SERVICE_NUMBER
        ? "because service number " + number + " is not registered"
        : "because no rate was found for " + number;
  }

  private void remember(String key, long nowNanos) {
    loggedNanos.remove(key);
    if (loggedNanos.size() >= MAX_REMEMBERED) {
      loggedNanos.pollFirstEntry();
    }
    loggedNanos.put(key, nowNanos);
  }
}
