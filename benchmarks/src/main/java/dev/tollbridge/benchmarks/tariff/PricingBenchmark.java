package dev.tollbridge.benchmarks.tariff;

import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.core.tariff.Zones;
import dev.tollbridge.server.shard.ZoneData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Prices minutes and whole calls, and checks a time window. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class PricingBenchmark {
  private static final int LONGEST_CALL_SECONDS = 108_000;
  private static final long START_MICROS = 1_800_000_000_000_000L;
  private static final long SECOND_MICROS = 1_000_000;
  /** A prime, so that the instants cover a year's offsets, days and hours. */
  private static final int STEP_SECONDS = 7_919;
  private static final int YEAR_SECONDS = 365 * 86_400;

  private final Rate rate = new Rate("49", "Germany", 5_951_260, 50_000, new Increments(30, 6), "", "", false, 0, 0,
      null);
  private final Rate everyMinute = new Rate("44", "United Kingdom", 5_951_260, 50_000, Increments.EVERY_MINUTE, "", "",
      false, 0, 0, null);
  private final TimeWindow window = new TimeWindow("Europe/Berlin", 0b001_1111, 22 * 60, 6 * 60);
  private final Zones zones = Zones.NONE.with(List.of(ZoneData.table("Europe/Berlin")));
  private int seconds;
  private int secondOfYear;

  private int nextSeconds() {
    seconds = seconds == LONGEST_CALL_SECONDS ? 0 : seconds + 1;
    return seconds;
  }

  /** The charge of one minute. */
  @Benchmark
  public long minute() {
    return rate.minuteMicros(nextSeconds() & 1_023);
  }

  /** The same where every started minute counts. */
  @Benchmark
  public long everyMinute() {
    return everyMinute.minuteMicros(nextSeconds() & 1_023);
  }

  /** The billed time and the cost of a whole call. */
  @Benchmark
  public long wholeCall() {
    return rate.price(nextSeconds()).chargeMicros();
  }

  /** Whether a window in a zone with daylight saving contains an instant. */
  @Benchmark
  public boolean insideWindow() {
    secondOfYear = (secondOfYear + STEP_SECONDS) % YEAR_SECONDS;
    return window.contains(START_MICROS + secondOfYear * SECOND_MICROS, zones);
  }
}
