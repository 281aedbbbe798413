package dev.tollbridge.simulator.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints a line for each sample of a run in progress; redrawn in place on a terminal. */
public final class ProgressLine implements Consumer<Sample>, AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final PrintStream to;
  private final boolean redraw;
  private long lastNanos;
  private Counts last = new Counts(0, 0, 0, 0, 0, 0, 0);

  /**
   * A progress line.
   *
   * @param redraw whether the stream is a terminal
   */
  public ProgressLine(PrintStream to, boolean redraw) {
    this.to = to;
    this.redraw = redraw;
  }

  @Override
  public void accept(Sample sample) {
    String line = line(sample);
    if (redraw) {
      to.print("\r" + line + "\u001b[K");
      to.flush();
    } else {
      to.println(line);
    }
    lastNanos = sample.elapsedNanos();
    last = sample.counts();
  }

  /** Moves on to the next line. */
  @Override
  public void close() {
    if (redraw) {
      to.println();
    }
  }

  private String line(Sample sample) {
    Counts now = sample.counts();
    double seconds = (sample.elapsedNanos() - lastNanos) / NANOS_PER_SECOND;
    return String.format(Locale.ROOT,
        "%5.0fs  rate %.1f of %.1f/s  started %d  active %d  ended %d  charges %d  records %d  unacknowledged %d"
            + "  lag %.1f ms",
        sample.elapsedNanos() / NANOS_PER_SECOND, (now.legsStarted() - last.legsStarted()) / seconds,
        (now.legsDue() - last.legsDue()) / seconds, now.legsStarted(), now.legsActive(), now.legsEnded(),
        now.minutesCharged(), now.records(), now.unacknowledged(), now.lagNanos() / NANOS_PER_MILLI);
  }
}
