package dev.tollbridge.simulator.report;

import dev.tollbridge.v1.Charge;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Prints charges as they arrive: the first few, then one a second. Off if the number to show is 0. */
public final class ChargeTicker {
  private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream to;
  private final boolean on;
  private int firstLeft;
  private long nextSampleNanos = System.nanoTime();

  public ChargeTicker(PrintStream to, int first) {
    this.to = to;
    this.on = first > 0;
    this.firstLeft = first;
  }

  /** Prints a charge of a leg, if it is due; {@code number} is the rated number. */
  public void charged(String legId, String number, Charge charge) {
    if (on) {
      show(legId, number, charge);
    }
  }

  private synchronized void show(String legId, String number, Charge charge) {
    long nowNanos = System.nanoTime();
    if (firstLeft == 0 && nowNanos - nextSampleNanos < 0) {
      return;
    }
    firstLeft = Math.max(0, firstLeft - 1);
    nextSampleNanos = nowNanos + SAMPLE_NANOS;
    to.printf("%s  %s  %-16s  minute %3d  amount %s  total %s USD%n",
        LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS), legId, number, charge.getMinute(),
        MoneyText.exact(charge.getAmountMicros()), MoneyText.exact(charge.getTotalMicros()));
  }
}
