package dev.tollbridge.benchmarks.system;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A load of the simulator while it is played. */
final class Load implements AutoCloseable {
  private static final int LIMIT_SECONDS = 1_500;
  private static final int POLL_MILLIS = 20;
  private static final int SETTLE_SECONDS = 3;
  private static final int STOPPED = 130;

  private final Process process;
  private final ServerProcess server;
  private final Path log;
  private final Path json;
  private final Path csv;
  private final Path latencies;
  private final List<CpuSample> samples = new ArrayList<>();
  private final long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);

  private Load(Processes processes, Path directory, ServerProcess server, LoadPlan plan) throws IOException {
    Path files = Files.createTempDirectory(directory, "load");
    this.server = server;
    this.log = files.resolve("log");
    this.json = files.resolve("json");
    this.csv = files.resolve("csv");
    this.latencies = files.resolve("latencies");
    List<String> arguments = plan.arguments(server.target());
    arguments
        .addAll(List.of("--json", json.toString(), "--csv", csv.toString(), "--hlog", latencies.toString()));
    this.process = processes.start(log, Processes.SIMULATOR, arguments, "");
  }

  static Load start(Processes processes, Path directory, ServerProcess server, LoadPlan plan) throws IOException {
    return new Load(processes, directory, server, plan);
  }

  /** Plays all of it; fails when a charge, a record or a sum differs. */
  static LoadResult play(Processes processes, Path directory, ServerProcess server, LoadPlan plan)
      throws IOException, InterruptedException {
    try (Load load = start(processes, directory, server, plan)) {
      return load.result(0);
    }
  }

  /** Until so many legs were started, and have been active for 3 seconds. */
  void awaitStarted(int legs) throws IOException, InterruptedException {
    while (!Files.readString(log).contains("started " + legs + " ")) {
      if (!process.isAlive()) {
        throw new MeasureException(legs + " legs were not started:\n" + tail());
      }
      step(POLL_MILLIS);
    }
    watch(SETTLE_SECONDS);
  }

  /** Lets it continue, and samples the CPU that both use. */
  void watch(int seconds) throws IOException, InterruptedException {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < untilNanos) {
      step(POLL_MILLIS);
    }
    if (!process.isAlive()) {
      throw new MeasureException("a load ended early:\n" + tail());
    }
  }

  /** Ends all legs now; every one is still compared. */
  LoadResult stop() throws IOException, InterruptedException {
    process.destroy();
    return result(STOPPED);
  }

  private LoadResult result(int expectedExit) throws IOException, InterruptedException {
    while (process.isAlive()) {
      step(POLL_MILLIS);
    }
    if (process.exitValue() != expectedExit) {
      throw new MeasureException("a load failed:\n" + tail());
    }
    JsonObject run = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    var course = LoadCourse.read(csv, latencies, List.copyOf(samples));
    long beginMillis = course.beginMillis();
    return new LoadResult(run, server.cpuSeconds() - course.cpu(beginMillis, CpuSample::serverSeconds),
        samples.getLast().simulatorSeconds() - course.cpu(beginMillis, CpuSample::simulatorSeconds), course);
  }

  private void step(int millis) throws IOException, InterruptedException {
    if (System.nanoTime() > endNanos) {
      throw new MeasureException("a load did not end in " + LIMIT_SECONDS + " s:\n" + tail());
    }
    double simulatorSeconds = Processes.cpuSeconds(process.pid());
    if (simulatorSeconds > 0) {
      samples.add(new CpuSample(System.currentTimeMillis(), server.cpuSeconds(), simulatorSeconds));
    }
    process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  /** Ends the simulator when nothing else has; legs stay active on the server. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
