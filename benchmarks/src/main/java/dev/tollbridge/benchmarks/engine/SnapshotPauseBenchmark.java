package dev.tollbridge.benchmarks.engine;

import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a snapshot occupies a shard's applying thread, which copies the state. Single shots, as in a server, where
 * snapshots are minutes apart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 40)
@Fork(value = 1, jvmArgsAppend = {"-Xmx6g", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseCompactObjectHeaders"})
public class SnapshotPauseBenchmark {
  private static final int ORGANIZATION_COUNT = 1_000;

  @Param({"100000", "250000"})
  private int legCount;

  private final RatingEngine engine = new RatingEngine(0, new DeckPool(), new NoEffects());

  @Setup
  public void fill() {
    new ActiveLegs(engine, legCount, ORGANIZATION_COUNT).fill();
  }

  @Benchmark
  public EngineImage copy() {
    return engine.image();
  }
}
