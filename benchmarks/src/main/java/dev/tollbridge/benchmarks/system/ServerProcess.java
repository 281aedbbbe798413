package dev.tollbridge.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback, with a data directory of its own. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern SERVES = Pattern.compile("serves gRPC on 127\\.0\\.0\\.1:(\\d+) .*");
  private static final int START_SECONDS = 120;

  private final Process process;
  private final Path log;
  private final int port;
  private final long readyNanos;

  private ServerProcess(Process process, Path log, int port, long readyNanos) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.readyNanos = readyNanos;
  }

  static ServerProcess start(Processes processes, Path directory, String heap, String... options)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path log = Files.createTempFile(directory, "server", ".log");
    List<String> arguments = new ArrayList<>(List.of("serve", "--data", directory.resolve("data").toString(),
        "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"));
    arguments.addAll(List.of(options));
    long startNanos = System.nanoTime();
    Process process = processes.start(log, "server/bin/tollbridge", arguments, "-Xmx" + heap);
    long endNanos = startNanos + TimeUnit.SECONDS.toNanos(START_SECONDS);
    Matcher serves = SERVES.matcher(Files.readString(log));
    while (!serves.find()) {
      if (!process.isAlive() || System.nanoTime() > endNanos) {
        process.destroyForcibly();
        throw new MeasureException("the server did not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(5);
      serves = SERVES.matcher(Files.readString(log));
    }
    return new ServerProcess(process, log, Integer.parseInt(serves.group(1)), System.nanoTime() - startNanos);
  }

  String target() {
    return "127.0.0.1:" + port;
  }

  /** From the launcher's start until it served. */
  double readyMillis() {
    return readyNanos / 1e6;
  }

  double cpuSeconds() {
    return Processes.cpuSeconds(process.pid());
  }

  double residentMib() throws IOException {
    return Processes.residentMib(process.pid());
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Ends it as an operator would. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new MeasureException("the server did not end:\n" + Files.readString(log));
  }
}
