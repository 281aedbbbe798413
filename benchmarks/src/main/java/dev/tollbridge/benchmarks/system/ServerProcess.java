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

  private final Launch launch;
  private final Process process;
  private final Path log;
  private final int port;
  private final long readyNanos;

  /** How it is started. */
  private record Launch(Processes processes, Path directory, String heap, List<String> options) {}

  private ServerProcess(Launch launch, Process process, Path log, int port, long readyNanos) {
    this.launch = launch;
    this.process = process;
    this.log = log;
    this.port = port;
    this.readyNanos = readyNanos;
  }

  static ServerProcess start(Processes processes, Path directory, String heap, String... options)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    return start(new Launch(processes, directory, heap, List.of(options)), 0);
  }

  private static ServerProcess start(Launch launch, int wantedPort) throws IOException, InterruptedException {
    Path log = Files.createTempFile(launch.directory(), "server", ".log");
    List<String> arguments = new ArrayList<>(List.of("serve", "--data", launch.directory().resolve("data").toString(),
        "--listen", "127.0.0.1:" + wantedPort, "--http", "127.0.0.1:0"));
    arguments.addAll(launch.options());
    long startNanos = System.nanoTime();
    Process process = launch.processes().start(log, Processes.SERVER, arguments, "-Xmx" + launch.heap());
    Matcher serves = Processes.await(process, log, SERVES, START_SECONDS);
    return new ServerProcess(launch, process, log, Integer.parseInt(serves.group(1)), System.nanoTime() - startNanos);
  }

  /** Another process on its data and its port, after this one has ended. */
  ServerProcess again() throws IOException, InterruptedException {
    return start(launch, port);
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

  /** The most memory that it ever had, in MiB. */
  double mostResidentMib() throws IOException {
    return Processes.mostResidentMib(process.pid());
  }

  /** Bytes of its live objects; stops it for a full collection. */
  double liveHeapBytes() throws IOException, InterruptedException {
    Path histogram = launch.directory().resolve("histogram");
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    long _ = launch.processes().nanosOf(histogram, START_SECONDS, jcmd, Long.toString(process.pid()),
        "GC.class_histogram");
    List<String> lines = Files.readAllLines(histogram);
    String total = lines.reversed().stream().filter(line -> line.startsWith("Total")).findFirst()
        .orElseThrow(() -> new MeasureException("jcmd printed no histogram:\n" + String.join("\n", lines)));
    return Double.parseDouble(total.substring(total.lastIndexOf(' ') + 1));
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
