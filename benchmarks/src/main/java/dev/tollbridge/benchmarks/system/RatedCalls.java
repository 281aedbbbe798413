package dev.tollbridge.benchmarks.system;

import dev.tollbridge.benchmarks.system.Row.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A usage report's calls, rated and booked by {@code RateCalls}. */
final class RatedCalls {
  private static final Pattern ROWS = Pattern.compile("(\\d+) rows");
  private static final int LIMIT_SECONDS = 600;

  private RatedCalls() {}

  /** @param calls a multiple of 50,000, at least 100,000 */
  static List<Row> measure(Processes processes, Path directory, int calls) throws IOException, InterruptedException {
    Path report = report(processes, directory, calls);
    Path first = report(processes, directory, calls / 5);
    try (var server = ServerProcess.start(processes, directory, "2g")) {
      // creates what a report needs, and warms the server up
      long _ = processes.nanosOf(directory.resolve("prepare.log"), LIMIT_SECONDS, Processes.SIMULATOR,
          arguments(server, first, "--prepare").toArray(String[]::new));
      Steady dry = replay(processes, directory, server, report, calls);
      Steady booked = replay(processes, directory, server, report, calls, "--book");
      return List.of(
          Row.of("rate.dry", "RateCalls, dry run, after the first 50,000 calls", dry.perSecond(), "1/s")
              .withGoal(Goal.atLeast(200_000)),
          Row.of("rate.dry.cpu", "the same: server CPU a call", dry.serverCpuMicros(), "µs"),
          Row.of("rate.booked", "RateCalls, booked, after the first 50,000 calls", booked.perSecond(), "1/s")
              .withGoal(Goal.atLeast(50_000)),
          Row.of("rate.booked.cpu", "the same: server CPU a call", booked.serverCpuMicros(), "µs"));
    }
  }

  private static Path report(Processes processes, Path directory, int calls) throws IOException, InterruptedException {
    Path report = directory.resolve("report-" + calls + ".csv");
    long _ = processes.nanosOf(directory.resolve("cdr.log"), LIMIT_SECONDS, Processes.SIMULATOR, "cdr", "--count",
        Integer.toString(calls), "--out", report.toString());
    return report;
  }

  private static List<String> arguments(ServerProcess server, Path report, String... options) {
    List<String> arguments = new ArrayList<>(
        List.of("replay", "--target", server.target(), "--organization", "acme", "--shift", "auto", report.toString()));
    arguments.addAll(List.of(options));
    return arguments;
  }

  /** Calls between the first sign of progress and the last. */
  private record Steady(double perSecond, double serverCpuMicros) {}

  /** How many calls were answered when, and what CPU the server had used. */
  private record Mark(long rows, long nanos, double serverSeconds) {}

  /** The reader's start and the connection are not part of what is measured. */
  private static Steady replay(Processes processes, Path directory, ServerProcess server, Path report, int calls,
      String... options) throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "replay", ".log");
    Process process = processes.start(log, Processes.SIMULATOR, arguments(server, report, options), "");
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    List<Mark> marks = new ArrayList<>();
    while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > endNanos) {
        process.destroyForcibly();
        throw new MeasureException("a replay did not end:\n" + Files.readString(log));
      }
      mark(log, server, marks);
    }
    mark(log, server, marks);
    if (process.exitValue() != 0 || marks.size() < 2 || marks.getLast().rows() != calls) {
      throw new MeasureException("a replay failed:\n" + Files.readString(log));
    }
    Mark first = marks.getFirst();
    Mark last = marks.getLast();
    long rows = last.rows() - first.rows();
    return new Steady(rows * 1e9 / (last.nanos() - first.nanos()),
        1e6 * (last.serverSeconds() - first.serverSeconds()) / rows);
  }

  private static void mark(Path log, ServerProcess server, List<Mark> marks) throws IOException {
    long rows = 0;
    for (Matcher progress = ROWS.matcher(Files.readString(log)); progress.find();) {
      rows = Long.parseLong(progress.group(1));
    }
    if (rows > (marks.isEmpty() ? 0 : marks.getLast().rows())) {
      marks.add(new Mark(rows, System.nanoTime(), server.cpuSeconds()));
    }
  }
}
