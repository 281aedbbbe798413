package dev.tollbridge.server.metrics;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics' text, made at most twice a second however many ask for it, and in memory once however many read it. */
final class SharedScrape {
  private static final long VALID_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Supplier<String> text;
  private final LongSupplier nanos;
  /** No monitor, so that waiting virtual threads hold no carrier. */
  private final ReentrantLock lock = new ReentrantLock();
  private byte @Nullable [] body;
  private long madeNanos;

  SharedScrape(Supplier<String> text) {
    this(text, System::nanoTime);
  }

  SharedScrape(Supplier<String> text, LongSupplier nanos) {
    this.text = text;
    this.nanos = nanos;
  }

  byte[] body() {
    lock.lock();
    try {
      byte[] present = body;
      if (present == null || nanos.getAsLong() - madeNanos >= VALID_NANOS) {
        present = text.get().getBytes(StandardCharsets.UTF_8);
        body = present;
        madeNanos = nanos.getAsLong();
      }
      return present;
    } finally {
      lock.unlock();
    }
  }
}
