package dev.tollbridge.benchmarks.engine;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Legs from their answer to their acknowledged closing, in the engine alone; figures are per event, of batches of 200,
 * and have the batch's own making in them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xmx2g", "--sun-misc-unsafe-memory-access=allow"})
public class LegEventBenchmark {
  private static final int LEGS = 100;
  private static final int ORGANIZATIONS = 7;
  private static final long HOLD_MICROS = 10_000_000;
  private static final String BRIDGE = "bridge";

  private final RatingEngine engine = new RatingEngine(0, new DeckPool(), new NoEffects());
  private long nowMicros = ActiveLegs.START_MICROS;
  private long legs;
  private long sequence;

  @Setup(Level.Trial)
  public void prepare() {
    new ActiveLegs(engine, 0, ORGANIZATIONS).prepare();
    engine.apply(new Command.OpenSession(BRIDGE, 1));
  }

  @Benchmark
  @OperationsPerInvocation(2 * LEGS)
  public void answerAndEnd() {
    List<LegEvent> answers = new ArrayList<>(LEGS);
    List<LegEvent> ends = new ArrayList<>(LEGS);
    List<Long> numbers = new ArrayList<>(LEGS);
    for (int i = 0; i < LEGS; i++) {
      long leg = ++legs;
      String organizationId = ActiveLegs.organizationId((int) (leg % ORGANIZATIONS));
      answers.add(new LegEvent.Answered(++sequence, leg, "leg-" + leg, "conference", ActiveLegs.call(organizationId),
          nowMicros));
      numbers.add(leg);
    }
    apply(answers);
    nowMicros += HOLD_MICROS;
    engine.advance(nowMicros);
    for (long leg : numbers) {
      String organizationId = ActiveLegs.organizationId((int) (leg % ORGANIZATIONS));
      ends.add(new LegEvent.Ended(++sequence, leg, organizationId, nowMicros, "normal clearing"));
    }
    apply(ends);
    engine.apply(new Command.AcknowledgeClosings(BRIDGE, 1, numbers));
  }

  private void apply(List<LegEvent> events) {
    engine.apply(
        new Command.LegEvents(BRIDGE, 1, events.getFirst().sequence(), events.getLast().sequence(), events));
  }

  /** Each leg has ended, or the figures are of something else. */
  @TearDown(Level.Iteration)
  public void requireNone() {
    if (engine.activeLegCount() != 0 || legs == 0) {
      throw new IllegalStateException(engine.activeLegCount() + " of " + legs + " legs are active");
    }
  }
}
