package dev.tollbridge.simulator.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Prints every second how many records have been written. For one thread. */
final class RecordProgress implements LongConsumer {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream to;
  private final long count;
  private final long beginNanos = System.nanoTime();
  private long nextNanos = beginNanos + INTERVAL_NANOS;
  private long written;

  RecordProgress(PrintStream to, long count) {
    this.to = to;
    this.count = count;
  }

  @Override
  public void accept(long records) {
    written = records;
    long nowNanos = System.nanoTime();
    if (nowNanos - nextNanos >= 0) {
      nextNanos = nowNanos + INTERVAL_NANOS;
      print("");
    }
  }

  /** Prints the last line. */
  void finish(boolean whole) {
    print(whole ? "" : " (stopped; nothing is kept)");
  }

  private void print(String suffix) {
    long elapsedNanos = Math.max(1, System.nanoTime() - beginNanos);
    to.printf(Locale.ROOT, "%,d of %,d records, %d %%, %,d records/s, %d s%s%n", written, count,
        written * 100 / count, (long) ((double) written * INTERVAL_NANOS / elapsedNanos),
        elapsedNanos / INTERVAL_NANOS, suffix);
  }
}
