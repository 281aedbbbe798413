package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.BareStreams.Costs;
import dev.tollbridge.benchmarks.system.Row.Baseline;
import dev.tollbridge.benchmarks.system.Row.Goal;
import dev.tollbridge.server.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is measured. Each measure has a server of its own, so that any can be run alone. */
final class Measures {
  private static final int DECK_ROWS = 40_613;
  private static final String HEAP = "2g";

  private final Processes processes;
  private final Path scratch;
  private final boolean full;
  private final Yardsticks yardsticks;

  /** @param full measures longer, and with a million legs */
  Measures(Processes processes, Path scratch, boolean full) {
    this.processes = processes;
    this.scratch = scratch;
    this.full = full;
    this.yardsticks = new Yardsticks(processes, full);
  }

  /** One of them. */
  interface Measure {
    List<Row> measure(Path directory) throws IOException, InterruptedException;
  }

  /** In the order in which they are run. */
  Map<String, Measure> all() {
    Map<String, Measure> all = new LinkedHashMap<>();
    all.put("allocation", directory -> Allocations.measure(processes, directory));
    all.put("bare", yardsticks::rows);
    all.put("start", this::start);
    all.put("calm", this::calm);
    all.put("light", this::light);
    all.put("middle", this::middle);
    all.put("busy", this::busy);
    all.put("most", this::most);
    all.put("rate", this::rateCalls);
    all.put("deck", this::importDeck);
    all.put("recovery", this::recovery);
    all.put("ledger", directory -> Ledger.measure(processes, directory, HEAP, Duration.ofSeconds(seconds(4, 20)),
        seconds(8, 20)));
    return all;
  }

  /** Runs one in a directory that is removed afterwards. */
  List<Row> run(String name, Measure measure) throws IOException, InterruptedException {
    Path directory = Files.createDirectory(scratch.resolve(name));
    try {
      return measure.measure(directory);
    } finally {
      DurableFiles.deleteTree(directory);
    }
  }

  private int seconds(int quick, int thorough) {
    return full ? thorough : quick;
  }

  private List<Row> start(Path directory) throws IOException, InterruptedException {
    try (var server = ServerProcess.start(processes, directory, HEAP)) {
      TimeUnit.SECONDS.sleep(3);
      double before = server.cpuSeconds();
      int idleSeconds = seconds(5, 30);
      TimeUnit.SECONDS.sleep(idleSeconds);
      double idlePercent = 100 * (server.cpuSeconds() - before) / idleSeconds;
      return List.of(
          Row.of("start.empty", "ready with an empty directory", server.readyMillis(), "ms")
              .withGoal(Goal.atMost(1_500)),
          Row.of("idle.cpu", "CPU of an idle server, of one core", idlePercent, "%").withGoal(Goal.atMost(1)),
          Row.of("idle.memory", "memory of an idle server", server.residentMib(), "MiB").withGoal(Goal.atMost(200)));
    }
  }

  /** A load on a server that has had the same for a while: the first seconds are the compilers'. */
  private Load warm(Path directory, int legsPerSecond, int warmSeconds, int seconds)
      throws IOException, InterruptedException {
    try (var server = ServerProcess.start(processes, directory, HEAP)) {
      Load.play(processes, directory, server, legsPerSecond, warmSeconds, 1);
      return Load.play(processes, directory, server, legsPerSecond, seconds, 2);
    }
  }

  private List<Row> calm(Path directory) throws IOException, InterruptedException {
    Load load = warm(directory, 50, seconds(5, 60), seconds(8, 60));
    return List.of(Row.of("calm.ack.p50", "50 legs/s: half of all events acknowledged in", load.ackP50Millis(), "ms")
        .withGoal(Goal.atMost(3)));
  }

  private List<Row> light(Path directory) throws IOException, InterruptedException {
    Baseline bare = yardsticks.serverOf(yardsticks.streams(directory).light());
    Load load = warm(directory, 1_000, seconds(15, 120), seconds(15, 60));
    return List.of(
        Row.of("light.server.cpu", "2,000 events/s: server CPU for one", load.serverMicrosPerEvent(), "µs")
            .withGoal(Goal.atMost(80)).withBaseline(bare),
        Row.of("light.ack.p50", "2,000 events/s: half acknowledged in", load.ackP50Millis(), "ms")
            .withGoal(Goal.atMost(4)),
        Row.of("light.ack.p99", "2,000 events/s: 99 % acknowledged in", load.ackP99Millis(), "ms")
            .withGoal(Goal.atMost(25)));
  }

  private List<Row> middle(Path directory) throws IOException, InterruptedException {
    double bare = yardsticks.fsyncP99Millis(directory);
    Load load = warm(directory, 2_500, seconds(5, 60), seconds(10, 60));
    return List.of(Row.of("middle.ack.p99", "5,000 events/s: 99 % acknowledged in", load.ackP99Millis(), "ms")
        .withGoal(Goal.atMost(2 * bare + 5)).withBaseline(new Baseline("p99 of append + fsync, 300/s", bare)));
  }

  private List<Row> busy(Path directory) throws IOException, InterruptedException {
    Costs bare = yardsticks.streams(directory);
    Load load = warm(directory, 10_000, seconds(5, 60), seconds(10, 60));
    return List.of(
        Row.of("busy.server.cpu", "20,000 events/s: server CPU for one", load.serverMicrosPerEvent(), "µs")
            .withGoal(Goal.atMost(25)).withBaseline(yardsticks.serverOf(bare.busy())),
        Row.of("busy.simulator.cpu", "20,000 events/s: simulator CPU for one", load.simulatorMicrosPerEvent(), "µs")
            .withGoal(Goal.atMost(12)).withBaseline(yardsticks.clientOf(bare.busy())),
        Row.of("busy.ack.p99", "20,000 events/s: 99 % acknowledged in", load.ackP99Millis(), "ms")
            .withGoal(Goal.atMost(250)));
  }

  private List<Row> most(Path directory) throws IOException, InterruptedException {
    int offered = 25_000;
    try (var server = ServerProcess.start(processes, directory, HEAP)) {
      Load load = Load.play(processes, directory, server, offered, seconds(8, 60), 1);
      return List.of(
          Row.of("most.events", "events/s from a cold start, of 50,000 offered", 2 * offered * load.achieved(), "1/s")
              .withGoal(Goal.atLeast(50_000)),
          Row.of("most.ack.p99", "50,000 events/s offered: 99 % acknowledged in", load.ackP99Millis(), "ms")
              .withGoal(Goal.atMost(250)));
    }
  }

  private List<Row> rateCalls(Path directory) throws IOException, InterruptedException {
    int calls = full ? 1_000_000 : 100_000;
    Path report = directory.resolve("report.csv");
    Path log = directory.resolve("replay.log");
    String simulator = "simulator/bin/tollbridge-sim";
    long _ = processes.nanosOf(log, 120, simulator, "cdr", "--count", Integer.toString(calls), "--out",
        report.toString());
    try (var server = ServerProcess.start(processes, directory, HEAP)) {
      // creates what the report needs, and warms both up
      long _ = processes.nanosOf(log, 600, simulator, "replay", "--target", server.target(), "--organization", "acme",
          "--shift", "auto", "--prepare", report.toString());
      long dryNanos = processes.nanosOf(log, 600, simulator, "replay", "--target", server.target(), "--organization",
          "acme", "--shift", "auto", report.toString());
      double cpuBefore = server.cpuSeconds();
      long bookedNanos = processes.nanosOf(log, 600, simulator, "replay", "--target", server.target(),
          "--organization", "acme", "--shift", "auto", "--book", report.toString());
      return List.of(
          Row.of("rate.dry", "RateCalls, dry run, the reader's start included", calls / (dryNanos / 1e9), "1/s")
              .withGoal(Goal.atLeast(200_000)),
          Row.of("rate.booked", "RateCalls, booked, the reader's start included", calls / (bookedNanos / 1e9), "1/s")
              .withGoal(Goal.atLeast(50_000)),
          Row.of("rate.booked.cpu", "RateCalls, booked: server CPU a call",
              1e6 * (server.cpuSeconds() - cpuBefore) / calls, "µs"));
    }
  }

  private List<Row> importDeck(Path directory) throws IOException, InterruptedException {
    Path deck = directory.resolve("deck.csv");
    Files.writeString(deck, IntStream.range(0, DECK_ROWS)
        .mapToObj(row -> "3" + (100_000 + row) + ",Destination " + row / 10 + ",0.0" + (1 + row % 9) + ",0,60,60,USD")
        .collect(Collectors.joining("\n", "prefix,destination,price_per_minute,connection_fee,"
            + "initial_increment_seconds,recurring_increment_seconds,currency\n", "\n")));
    try (var server = ServerProcess.start(processes, directory, HEAP)) {
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        best = Math.min(best, processes.nanosOf(directory.resolve("import.log"), 120, "server/bin/tollbridge", "deck",
            "import", "--target", server.target(), "--yes", deck.toString()) / 1e6);
      }
      return List
          .of(Row.of("deck.import", DECK_ROWS + " rows imported, the command's start included; best of 3", best, "ms")
              .withGoal(Goal.atMost(1_000)));
    }
  }

  private List<Row> recovery(Path directory) throws IOException, InterruptedException {
    int legs = full ? 1_000_000 : 50_000;
    int perSecond = 5_000;
    try (var server = ServerProcess.start(processes, directory, HEAP)) {
      Load.leave(processes, directory, server, perSecond, legs);
      double mib = server.residentMib();
      server.kill();
      try (var again = ServerProcess.start(processes, directory, HEAP)) {
        return List.of(
            Row.of("recovery." + legs, "ready after kill -9 with " + legs + " active legs", again.readyMillis(), "ms")
                .withGoal(Goal.atMost(5_000)),
            Row.of("recovery.memory." + legs, "memory with " + legs + " active legs, before", mib, "MiB"));
      }
    }
  }
}
