package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.LoadCourse.Part;
import dev.tollbridge.benchmarks.system.Row.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Latency and CPU at rates that rise in steps within one load, so that each step finds the server warm. */
final class Curve {
  private static final int LEG_SECONDS = 1;
  private static final int SETTLING_SECONDS = 2;
  /** As many as of 50 legs/s. */
  private static final int CALM_EVENTS = 100;
  private static final int EVENTS_PER_LEG = 2;

  private final Processes processes;
  private final Path directory;
  private final boolean full;

  Curve(Processes processes, Path directory, boolean full) {
    this.processes = processes;
    this.directory = directory;
    this.full = full;
  }

  List<Row> measure() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>(of("uniform", "equal", 4));
    if (full) {
      rows.addAll(of("zipf", "zipf:1.1", 4));
      rows.addAll(of("hot", "hot:90", 4));
      rows.addAll(of("shards-1", "equal", 1));
      rows.addAll(of("shards-16", "equal", 16));
    }
    return rows;
  }

  /** Events a second; the first step, which is only for the compilers, is not shown. */
  private List<Integer> steps() {
    return full
        ? List.of(4_000, 100, 500, 2_000, 5_000, 8_000, 12_000, 20_000, 30_000, 40_000)
        : List.of(2_000, 100, 500, 2_000, 8_000, 20_000);
  }

  private List<Row> of(String name, String shares, int shards) throws IOException, InterruptedException {
    int stepSeconds = full ? 20 : 5;
    List<Integer> steps = steps();
    int most = steps.getLast();
    String arrivals = steps.stream().map(step -> String.format(Locale.ROOT, "%.3f", 100.0 * step / most))
        .collect(Collectors.joining(",", "step:", ""));
    List<Row> rows = new ArrayList<>();
    try (var server = ServerProcess.start(processes, directory.resolve(name), "2g", "--shards",
        Integer.toString(shards))) {
      LoadPlan plan = LoadPlan.of(most / EVENTS_PER_LEG, steps.size() * stepSeconds).with("--arrivals", arrivals)
          .with("--hold", "fixed:" + LEG_SECONDS + "s").with("--organization-shares", shares);
      LoadCourse course = Load.play(processes, directory, server, plan).course();
      for (int i = 1; i < steps.size(); i++) {
        // without what the step before left behind
        Part part = course.betweenSeconds(i * stepSeconds + SETTLING_SECONDS, (i + 1) * stepSeconds);
        rows.addAll(step(name, steps.get(i), part));
      }
    }
    return rows;
  }

  private static List<Row> step(String name, int perSecond, Part part) {
    String key = "curve." + name + "." + perSecond + ".";
    String what = String.format(Locale.ROOT, "curve, %s, %,d events/s: ", name, perSecond);
    Histogram acks = part.latencies("ack");
    double events = part.count("legs_started") + part.count("legs_ended");
    Row median = Row.of(key + "p50", what + "p50", LoadCourse.millis(acks, 50), "ms");
    return List.of(perSecond == CALM_EVENTS ? median.withGoal(Goal.atMost(3)) : median,
        Row.of(key + "p99", what + "p99", LoadCourse.millis(acks, 99), "ms"),
        Row.of(key + "p99.9", what + "p99.9", LoadCourse.millis(acks, 99.9), "ms"),
        Row.of(key + "server.cpu", what + "server CPU", part.serverCpuMicros() / events, "µs"),
        Row.of(key + "simulator.cpu", what + "simulator", part.simulatorCpuMicros() / events, "µs"));
  }
}
