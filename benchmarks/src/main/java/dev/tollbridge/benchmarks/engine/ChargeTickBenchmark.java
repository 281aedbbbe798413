package dev.tollbridge.benchmarks.engine;

import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Charging a minute of every active leg, in ticks of 200 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = {"-Xms4g", "-Xmx6g", "--sun-misc-unsafe-memory-access=allow"})
public class ChargeTickBenchmark {
  private static final long TICK_MICROS = 200_000;

  @Param({"100000", "1000000"})
  private int legCount;

  @Param({"1", "10000"})
  private int organizationCount;

  private final NoEffects effects = new NoEffects();
  private final RatingEngine engine = new RatingEngine(0, new DeckPool(), effects);
  private long nowMicros = ActiveLegs.START_MICROS + ActiveLegs.MINUTE_MICROS;

  /** Reported in addition to the operations: minutes of legs charged per second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Charged {
    public long minutes;
  }

  @Setup(Level.Trial)
  public void fill() {
    new ActiveLegs(engine, legCount, organizationCount).fill();
  }

  /** One minute of engine time. */
  @Benchmark
  public long minute(Charged charged) {
    long before = effects.minuteCount();
    long untilMicros = nowMicros + ActiveLegs.MINUTE_MICROS;
    while (nowMicros < untilMicros) {
      nowMicros += TICK_MICROS;
      engine.advance(nowMicros);
    }
    charged.minutes += effects.minuteCount() - before;
    return nowMicros;
  }

  /** Legs end after thirty hours, and a benchmark of an empty engine would be meaningless. */
  @TearDown(Level.Iteration)
  public void requireLegs() {
    if (engine.activeLegCount() != legCount) {
      throw new IllegalStateException(engine.activeLegCount() + " legs are active");
    }
  }
}
