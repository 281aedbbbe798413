package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.BareStreams.Cost;
import dev.tollbridge.benchmarks.system.BareStreams.Costs;
import dev.tollbridge.benchmarks.system.Row.Baseline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this machine does at best. Each is measured once in a run, by whatever asks first. */
final class Yardsticks {
  private final Processes processes;
  private final boolean full;
  private @Nullable Costs streams;
  private @Nullable Double fsyncMillis;

  /** @param full measures longer */
  Yardsticks(Processes processes, boolean full) {
    this.processes = processes;
    this.full = full;
  }

  private Duration seconds(int quick, int thorough) {
    return Duration.ofSeconds(full ? thorough : quick);
  }

  /** Of an append to a file with its sync, 300 a second, in ms. */
  double fsyncP99Millis(Path directory) throws IOException {
    if (fsyncMillis == null) {
      fsyncMillis = FsyncLoop.p99Millis(directory, seconds(3, 20));
    }
    return fsyncMillis;
  }

  /** Of leg events through gRPC alone. */
  Costs streams(Path directory) throws IOException, InterruptedException {
    if (streams == null) {
      streams = BareStreams.measure(processes, directory, seconds(3, 15));
    }
    return streams;
  }

  Baseline serverOf(Cost cost) {
    return new Baseline("empty gRPC handler", cost.serverMicros());
  }

  Baseline clientOf(Cost cost) {
    return new Baseline("bare gRPC client", cost.clientMicros());
  }

  /** All of them as rows of their own. */
  List<Row> rows(Path directory) throws IOException, InterruptedException {
    Costs costs = streams(directory);
    double walk = MemoryWalk.nanosPerLeg(seconds(2, 10));
    return List.of(Row.of("bare.fsync", "p99 of append + fsync, 300/s", fsyncP99Millis(directory), "ms"),
        Row.of("bare.memory", "250 bytes of each of a million legs changed", walk, "ns"),
        EngineCharge.measure(processes, directory).withBaseline(new Baseline("memory walk", walk)),
        Row.of("bare.grpc.messages", "bare gRPC: messages/s of one leg event", costs.single().eventsPerSecond(), "1/s"),
        Row.of("bare.grpc.server.cpu", "bare gRPC: server CPU for such a message", costs.single().serverMicros(), "µs"),
        Row.of("bare.grpc.client.cpu", "bare gRPC: client CPU for such a message", costs.single().clientMicros(), "µs"),
        Row.of("bare.grpc.busy.server.cpu", "bare gRPC, 20,000 events/s: server CPU for one",
            costs.busy().serverMicros(), "µs"),
        Row.of("bare.grpc.busy.client.cpu", "bare gRPC, 20,000 events/s: client CPU for one",
            costs.busy().clientMicros(), "µs"),
        Row.of("bare.grpc.light.server.cpu", "bare gRPC, 2,000 events/s: server CPU for one",
            costs.light().serverMicros(), "µs"));
  }
}
