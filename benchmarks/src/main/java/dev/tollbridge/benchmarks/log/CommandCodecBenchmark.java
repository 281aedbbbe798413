package dev.tollbridge.benchmarks.log;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.server.log.CommandDecoder;
import dev.tollbridge.server.log.CommandEncoder;
import dev.tollbridge.server.log.v1.LogCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encodes leg events to the log's bytes and decodes them; figures are per event of a batch of 200. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class CommandCodecBenchmark {
  private static final int LEGS = 100;
  private static final int EVENTS = 2 * LEGS;
  private static final long START_MICROS = 1_800_000_000_000_000L;

  private final Command batch = batch();
  private final byte[] bytes = CommandEncoder.encode(batch).toByteArray();

  private static Command batch() {
    List<LegEvent> events = new ArrayList<>();
    for (int leg = 1; leg <= LEGS; leg++) {
      var call = new Call("organization-" + leg % 7, "organizer-" + leg % 31, Direction.DIAL_OUT, "+442071234567",
          "+3314000" + (1_000 + leg), "3314000" + (1_000 + leg), "FR", false);
      events.add(new LegEvent.Answered(leg, leg, "leg-2026-11-23-" + leg, "conference-" + leg / 8, call,
          START_MICROS + leg));
    }
    for (int leg = 1; leg <= LEGS; leg++) {
      events.add(new LegEvent.Ended(LEGS + leg, leg, "organization-" + leg % 7, START_MICROS + 60_000_000 + leg,
          "normal clearing"));
    }
    return new Command.LegEvents("bridge", 1, 1, EVENTS, events);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public byte[] encode() {
    return CommandEncoder.encode(batch).toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Command decode() throws InvalidProtocolBufferException {
    return CommandDecoder.decode(LogCommand.parseFrom(bytes));
  }
}
