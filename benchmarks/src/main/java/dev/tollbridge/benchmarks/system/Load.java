package dev.tollbridge.benchmarks.system;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a load of the simulator measured, everything it checked included.
 *
 * @param events answers and ends that were acknowledged
 * @param achieved how much of the planned rate was started
 * @param serverCpuSeconds used while the load ran, with its preparation and its comparison of records
 */
record Load(long events, double achieved, double ackP50Millis, double ackP99Millis, double serverCpuSeconds,
    double simulatorCpuSeconds) {
  private static final int LIMIT_SECONDS = 600;

  /** Plays 8 bridges without authorizations; fails when a charge, a record or a sum differs. */
  static Load play(Processes processes, Path directory, ServerProcess server, int legsPerSecond, int seconds, int seed)
      throws IOException, InterruptedException {
    Path json = directory.resolve("load-" + seed + ".json");
    Path log = directory.resolve("load-" + seed + ".log");
    double cpuBefore = server.cpuSeconds();
    Process process = start(processes, log, server, legsPerSecond, "--duration", seconds + "s", "--hold", "fixed:10s",
        "--legs", "10000000", "--seed", Integer.toString(seed), "--json", json.toString());
    double simulatorCpu = 0;
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      simulatorCpu = Math.max(simulatorCpu, Processes.cpuSeconds(process.pid()));
      if (System.nanoTime() > endNanos) {
        process.destroyForcibly();
        throw new MeasureException("a load of " + seconds + " s did not end:\n" + tail(log));
      }
    }
    if (process.exitValue() != 0) {
      throw new MeasureException("a load failed:\n" + tail(log));
    }
    return read(json, server.cpuSeconds() - cpuBefore, simulatorCpu);
  }

  /** Starts legs that last, and leaves them active. */
  static void leave(Processes processes, Path directory, ServerProcess server, int legsPerSecond, int legs)
      throws IOException, InterruptedException {
    Path log = directory.resolve("leave.log");
    Process process = start(processes, log, server, legsPerSecond, "--duration", "1h", "--hold", "fixed:2h", "--legs",
        Integer.toString(legs));
    try {
      long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (!Files.readString(log).contains("started " + legs + " ")) {
        if (!process.isAlive() || System.nanoTime() > endNanos) {
          throw new MeasureException(legs + " legs were not started:\n" + tail(log));
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
      // until the last are on disk
      TimeUnit.SECONDS.sleep(2);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  /** Starts one of 8 bridges without authorizations. */
  static Process start(Processes processes, Path log, ServerProcess server, int legsPerSecond,
      String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("load", "--target", server.target(), "--rate",
        legsPerSecond + "/s", "--bridges", "8", "--organizations", "1000", "--authorize", "0", "--allow-late", "100"));
    arguments.addAll(List.of(options));
    return processes.start(log, "simulator/bin/tollbridge-sim", arguments, "");
  }

  private static Load read(Path json, double serverCpu, double simulatorCpu) throws IOException {
    JsonObject run = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    JsonObject acks = run.getAsJsonObject("latencies_micros").getAsJsonObject("ack");
    JsonObject rate = run.getAsJsonObject("rate_per_second");
    return new Load(acks.get("count").getAsLong(),
        rate.get("achieved").getAsDouble() / rate.get("target").getAsDouble(), acks.get("p50").getAsLong() / 1e3,
        acks.get("p99").getAsLong() / 1e3, serverCpu, simulatorCpu);
  }

  /** The last lines of what it printed. */
  static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  double serverMicrosPerEvent() {
    return serverCpuSeconds * 1e6 / events;
  }

  double simulatorMicrosPerEvent() {
    return simulatorCpuSeconds * 1e6 / events;
  }
}
