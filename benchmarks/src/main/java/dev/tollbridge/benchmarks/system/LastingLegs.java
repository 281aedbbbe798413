package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.LoadCourse.Part;
import dev.tollbridge.benchmarks.system.Row.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Legs that stay active, and what their minutes cost; their answers and ends are outside of what is measured. */
final class LastingLegs {
  /** The most at which no two minutes of a leg fall due in a tick of 200 ms, which would be one message. */
  private static final int CHARGES_TIME_SCALE = 300;
  /** Of a quick run, which cannot wait for minutes. */
  private static final int QUICK_TIME_SCALE = 10;
  private static final int SECONDS_PER_MINUTE = 60;
  /** Of the simulator's counts and latencies. */
  static final String CHARGES = "minutes_charged";
  private static final String LATENESS = "charge-lateness";

  private final Processes processes;
  private final Path directory;
  private final boolean full;

  LastingLegs(Processes processes, Path directory, boolean full) {
    this.processes = processes;
    this.directory = directory;
    this.full = full;
  }

  /** Minutes much faster than a clock. */
  List<Row> charges() throws IOException, InterruptedException {
    int legs = full ? 220_000 : 60_000;
    int due = chargesDue(legs);
    Part steady = charged(full ? 5_000 : 8_000, legs, full ? 30 : 6);
    double charges = steady.count(CHARGES);
    Histogram lateness = steady.latencies(LATENESS);
    Row rate = Row.of("charges.rate." + due,
        String.format(Locale.ROOT, "charges/s streamed and verified, of %,d due", due), steady.perSecond(CHARGES),
        "1/s");
    return List.of(full ? rate.withGoal(Goal.atLeast(1_000_000)) : rate,
        Row.of("charges.server.cpu", "the same: server CPU for one", steady.serverCpuMicros() / charges, "µs")
            .withGoal(Goal.atMost(0.8)),
        Row.of("charges.simulator.cpu", "the same: simulator CPU for one", steady.simulatorCpuMicros() / charges,
            "µs"),
        Row.of("charges.lateness.p50", "the same: half late by at most", LoadCourse.millis(lateness, 50), "ms"),
        Row.of("charges.lateness.p99", "the same: 99 % late by at most", LoadCourse.millis(lateness, 99), "ms"));
  }

  /** How many charges of so many legs fall due each second. */
  static int chargesDue(int legs) {
    return legs / SECONDS_PER_MINUTE * CHARGES_TIME_SCALE;
  }

  /** So many legs whose every tick charges a minute, once all are active. */
  Part charged(int legsPerSecond, int legs, int seconds) throws IOException, InterruptedException {
    try (var server = ServerProcess.start(processes, directory, "2g", "--time-scale",
        Integer.toString(CHARGES_TIME_SCALE))) {
      return steady(server, LoadPlan.lasting(legsPerSecond, legs), legs, seconds);
    }
  }

  private Part steady(ServerProcess server, LoadPlan plan, int legs, int seconds)
      throws IOException, InterruptedException {
    try (Load load = Load.start(processes, directory, server, plan)) {
      load.awaitStarted(legs);
      long fromMillis = System.currentTimeMillis();
      load.watch(seconds);
      long toMillis = System.currentTimeMillis();
      return load.stop().course().between(fromMillis, toMillis);
    }
  }

  /** As many as a server has to hold, while snapshots are written; then it is killed, and the load continues. */
  List<Row> many() throws IOException, InterruptedException {
    int legs = full ? 1_000_000 : 50_000;
    try (var server = ServerProcess.start(processes, directory, "1g", "--snapshot-interval", full ? "60s" : "10s",
        "--time-scale", Integer.toString(timeScale()))) {
      // makes the organizations, and warms up
      LoadResult _ = Load.play(processes, directory, server, LoadPlan.of(1_000, 3).with("--hold", "fixed:1s"));
      double heapBefore = server.liveHeapBytes();
      try (Load load = Load.start(processes, directory, server, LoadPlan.lasting(5_000, legs))) {
        load.awaitStarted(legs);
        long fromMillis = System.currentTimeMillis();
        load.watch(full ? 150 : 12);
        long toMillis = System.currentTimeMillis();
        double memoryMib = server.mostResidentMib();
        double heap = server.liveHeapBytes() - heapBefore;
        server.kill();
        try (ServerProcess again = server.again()) {
          Part steady = load.stop().course().between(fromMillis, toMillis);
          return many(legs, steady.latencies(LATENESS), memoryMib, heap, again.readyMillis());
        }
      }
    }
  }

  private List<Row> many(int legs, Histogram lateness, double memoryMib, double heap, double readyMillis) {
    String with = String.format(Locale.ROOT, "%,d active legs, time scale %d: ", legs, timeScale());
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of("many.lateness.p99." + legs, with + "99 % late by", LoadCourse.millis(lateness, 99), "ms")
        .withGoal(Goal.atMost(250)));
    rows.add(Row.of("many.lateness.max." + legs, with + "all late by", LoadCourse.millis(lateness, 100), "ms")
        .withGoal(Goal.atMost(1_000)));
    rows.add(Row.of("many.memory." + legs, "the same: most memory, -Xmx1g", memoryMib, "MiB")
        .withGoal(Goal.atMost(2_048)));
    rows.add(Row.of("many.heap." + legs, "the same: heap for each leg", heap / legs, "B").withGoal(Goal.atMost(250)));
    rows.add(Row.of("recovery." + legs, "the same: ready after kill -9", readyMillis, "ms")
        .withGoal(Goal.atMost(5_000)));
    return rows;
  }

  /** The same legs twice: once their minutes fall due all the time, once together. */
  List<Row> aligned() throws IOException, InterruptedException {
    int legs = full ? 60_000 : 6_000;
    int minuteSeconds = SECONDS_PER_MINUTE / timeScale();
    int togetherSeconds = full ? 5 : 1;
    LoadPlan plan = LoadPlan.lasting(legs / minuteSeconds, legs);
    List<Row> rows = new ArrayList<>();
    rows.addAll(aligned("spread", plan.with("--arrivals", "constant"), legs));
    rows.addAll(aligned("aligned",
        plan.with("--arrivals", "meetings:" + minuteSeconds + "s," + togetherSeconds + "s"), legs));
    return rows;
  }

  private List<Row> aligned(String name, LoadPlan plan, int legs) throws IOException, InterruptedException {
    try (var server = ServerProcess.start(processes, directory.resolve(name), "2g", "--time-scale",
        Integer.toString(timeScale()))) {
      Histogram lateness = steady(server, plan, legs, full ? 130 : 13).latencies(LATENESS);
      String what = String.format(Locale.ROOT, "%,d legs, minutes %s: ", legs, name);
      return List.of(Row.of(name + ".lateness.p50", what + "half late by", LoadCourse.millis(lateness, 50), "ms"),
          Row.of(name + ".lateness.p99", what + "99 % late by", LoadCourse.millis(lateness, 99), "ms"),
          Row.of(name + ".lateness.max", what + "all late by", LoadCourse.millis(lateness, 100), "ms"));
    }
  }

  private int timeScale() {
    return full ? 1 : QUICK_TIME_SCALE;
  }
}
