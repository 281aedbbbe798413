package dev.tollbridge.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulator's load in a process of its own, and what it says. */
final class SimulatorProcess implements AutoCloseable {
  private static final Pattern VERDICT = Pattern.compile("reconciliation: OK legs=(\\d+) .*");
  private static final Pattern RECONNECTS = Pattern.compile("(?m)^reconnects +(\\d+)$");
  private static final long POLL_MILLIS = 50;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  /** Exit code of a load that was ended early, when nothing differs. */
  private static final int INTERRUPTED = 130;

  private final Process process;
  private final Path output;

  private SimulatorProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static SimulatorProcess load(Path output, int port, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("load", "--target", "127.0.0.1:" + port));
    arguments.addAll(List.of(options));
    Process process = ServerProcess.java("dev.tollbridge.simulator.cli.Main", arguments).redirectErrorStream(true)
        .redirectOutput(output.toFile()).start();
    return new SimulatorProcess(process, output);
  }

  /** A figure of the last progress line, such as "records"; 0 before the first. */
  long progress(String figure) throws IOException {
    List<MatchResult> figures = Pattern.compile("(?m)^ *\\d+s  .*\\b" + figure + " (\\d+)\\b").matcher(said()).results()
        .toList();
    return figures.isEmpty() ? 0 : Long.parseLong(figures.getLast().group(1));
  }

  /** Waits until a figure of the progress is above a bound. */
  void awaitProgress(String figure, long bound) throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    while (progress(figure) <= bound) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - startNanos > LIMIT_NANOS) {
        throw new AssertionError("the load had no more than " + bound + " " + figure + ":\n" + said());
      }
    }
  }

  /** What Ctrl-C does; returns how many legs there were when everything reconciles. */
  long interrupt() throws IOException {
    process.toHandle().destroy();
    int exitCode = process.onExit().join().exitValue();
    Matcher verdict = VERDICT.matcher(said().lines().reduce("", (_, line) -> line));
    if (exitCode != INTERRUPTED || !verdict.matches()) {
      throw new AssertionError("the load ended with exit code " + exitCode + ":\n" + said());
    }
    return Long.parseLong(verdict.group(1));
  }

  /** Waits for the end of a load, which must reconcile; returns what it says. */
  String finish() throws IOException, InterruptedException {
    boolean ended = process.waitFor(LIMIT_NANOS, TimeUnit.NANOSECONDS);
    String said = said();
    if (!ended || process.exitValue() != 0 || !VERDICT.matcher(said.lines().reduce("", (_, line) -> line)).matches()) {
      throw new AssertionError("the load " + (ended ? "exited with " + process.exitValue() : "did not end") + ":\n"
          + said);
    }
    return said;
  }

  /** Waits for the end of a load that is refused; returns what it says. */
  String fails() throws IOException, InterruptedException {
    boolean ended = process.waitFor(LIMIT_NANOS, TimeUnit.NANOSECONDS);
    String said = said();
    if (!ended || process.exitValue() == 0) {
      throw new AssertionError("the load was not refused:\n" + said);
    }
    return said;
  }

  /** How often the bridge lost the server and found it again. */
  long reconnects() throws IOException {
    Matcher reconnects = RECONNECTS.matcher(said());
    return reconnects.find() ? Long.parseLong(reconnects.group(1)) : 0;
  }

  private String said() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
