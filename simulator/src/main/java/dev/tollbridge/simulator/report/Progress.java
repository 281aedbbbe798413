package dev.tollbridge.simulator.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A line once a second about a run under way; redrawn in place on a terminal. */
public final class Progress implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final PrintStream to;
  private final boolean redraw;
  private final LoadStatistics statistics;
  private final LongSupplier minutesCharged;
  private final LongSupplier unacknowledged;
  private final long beginNanos = System.nanoTime();
  private final ScheduledExecutorService timer = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("progress").factory());

  /**
   * A progress line.
   *
   * @param redraw the stream is a terminal
   */
  public Progress(PrintStream to, boolean redraw, LoadStatistics statistics, LongSupplier minutesCharged,
      LongSupplier unacknowledged) {
    this.to = to;
    this.redraw = redraw;
    this.statistics = statistics;
    this.minutesCharged = minutesCharged;
    this.unacknowledged = unacknowledged;
  }

  /** Begins to draw. */
  public void start() {
    var _ = timer.scheduleAtFixedRate(this::draw, 1, 1, TimeUnit.SECONDS);
  }

  /** Draws for the last time. */
  @Override
  public void close() {
    timer.shutdown();
    draw();
    if (redraw) {
      to.println();
    }
  }

  private synchronized void draw() {
    if (redraw) {
      to.print("\r" + line() + "\u001b[K");
      to.flush();
    } else {
      to.println(line());
    }
  }

  private String line() {
    long started = statistics.started();
    return String.format(Locale.ROOT,
        "%5.0fs  started %d  active %d  ended %d  charges %d  records %d  unacknowledged %d  lag %.1f ms",
        (System.nanoTime() - beginNanos) / NANOS_PER_SECOND, started, started - statistics.ended(), statistics.ended(),
        minutesCharged.getAsLong(), statistics.records(), unacknowledged.getAsLong(),
        statistics.lagNanos() / NANOS_PER_MILLI);
  }
}
