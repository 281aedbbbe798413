package dev.tollbridge.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a server and the simulator do with hardly anything but charges, on a clock that runs so fast that every tick
 * charges a minute of every leg. Each charge is made on the server, streamed, and compared by the simulator.
 *
 * @param chargesPerSecond over the best seconds of the load; more than fall due when a backlog shrinks
 * @param serverCpuMicros for each charge, in these seconds
 */
record ChargeLoad(double chargesPerSecond, double serverCpuMicros) {
  /** Ticks come each 200 ms: two minutes of a leg in one of them would be streamed as one. */
  static final int TIME_SCALE = 300;

  private static final int LIMIT_SECONDS = 300;
  private static final double WINDOW_SECONDS = 4;
  private static final double MICROS = 1e6;

  /** Charges that were streamed by then. */
  private record Sample(double elapsedSeconds, Instant time, long charges) {}

  /**
   * Starts legs for some seconds, all of which then stay active until the load ends itself; fails when a charge
   * differs.
   */
  static ChargeLoad play(Processes processes, Path directory, ServerProcess server, int legsPerSecond, int seconds)
      throws IOException, InterruptedException {
    Path series = directory.resolve("charges.csv");
    Path log = directory.resolve("charges.log");
    NavigableMap<Instant, Double> cpuSeconds = new TreeMap<>();
    cpuSeconds.put(Instant.now(), server.cpuSeconds());
    List<String> arguments = LoadPlan.of(legsPerSecond, seconds).with("--hold", "fixed:24h").with("--legs", "10000000")
        .arguments(server.target());
    arguments.addAll(List.of("--csv", series.toString()));
    Process process = processes.start(log, Processes.SIMULATOR, arguments, "");
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      cpuSeconds.put(Instant.now(), server.cpuSeconds());
      if (System.nanoTime() > endNanos) {
        process.destroyForcibly();
        throw new MeasureException("a load of charges did not end:\n" + Files.readString(log));
      }
    }
    if (process.exitValue() != 0) {
      throw new MeasureException("a load of charges failed:\n" + Files.readString(log));
    }
    return best(read(series), cpuSeconds);
  }

  private static List<Sample> read(Path series) throws IOException {
    List<String> lines = Files.readAllLines(series);
    List<String> columns = List.of(lines.getFirst().split(",", -1));
    int elapsed = columns.indexOf("elapsed_s");
    int time = columns.indexOf("time");
    int charges = columns.indexOf("minutes_charged");
    List<Sample> samples = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      samples.add(new Sample(Double.parseDouble(fields[elapsed]), Instant.parse(fields[time]),
          Long.parseLong(fields[charges])));
    }
    return samples;
  }

  private static ChargeLoad best(List<Sample> samples, NavigableMap<Instant, Double> cpuSeconds) {
    var best = new ChargeLoad(0, 0);
    int from = 0;
    for (Sample to : samples) {
      while (to.elapsedSeconds - samples.get(from + 1).elapsedSeconds >= WINDOW_SECONDS) {
        from++;
      }
      Sample start = samples.get(from);
      double seconds = to.elapsedSeconds - start.elapsedSeconds;
      double charges = to.charges - start.charges;
      if (seconds >= WINDOW_SECONDS && charges / seconds > best.chargesPerSecond) {
        double cpu = cpuSeconds.floorEntry(to.time).getValue() - cpuSeconds.floorEntry(start.time).getValue();
        best = new ChargeLoad(charges / seconds, MICROS * cpu / charges);
      }
    }
    if (best.chargesPerSecond == 0) {
      throw new MeasureException("a load of charges was over too soon");
    }
    return best;
  }
}
