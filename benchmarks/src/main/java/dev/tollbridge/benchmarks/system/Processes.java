package dev.tollbridge.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the launchers of a checkout, and reads what the kernel accounts to them. */
final class Processes {
  static final String SERVER = "server/bin/tollbridge";
  static final String SIMULATOR = "simulator/bin/tollbridge-sim";

  /** Of /proc/PID/stat. */
  private static final int TICKS_PER_SECOND = 100;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private final Path root;

  Processes(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** A launcher of the checkout, or any program by its whole path, with everything it prints in a file. */
  Process start(Path output, String launcher, List<String> arguments, String javaOptions) throws IOException {
    List<String> command = new ArrayList<>(List.of(root.resolve(launcher).toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
        .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().put("TOLLBRIDGE_JAVA_OPTIONS", javaOptions);
    return builder.start();
  }

  /** Waits for what a process prints once it has started; ends it when that does not come. */
  static Matcher await(Process process, Path output, Pattern line, int limitSeconds)
      throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
    Matcher printed = line.matcher(Files.readString(output));
    while (!printed.find()) {
      if (!process.isAlive() || System.nanoTime() > endNanos) {
        process.destroyForcibly();
        throw new MeasureException("a server did not start:\n" + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(5);
      printed = line.matcher(Files.readString(output));
    }
    return printed;
  }

  /** Runs a launcher, or any program, to its end; returns how long it took. */
  long nanosOf(Path output, int limitSeconds, String launcher, String... arguments)
      throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    Process process = start(output, launcher, Arrays.asList(arguments), "");
    if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new MeasureException(launcher + " " + arguments[0] + " did not end in " + limitSeconds + " s");
    }
    if (process.exitValue() != 0) {
      throw new MeasureException(
          launcher + " " + String.join(" ", arguments) + " failed:\n" + Files.readString(output));
    }
    return System.nanoTime() - startNanos;
  }

  /** User and system time so far, in seconds; 0 when the process is gone. */
  static double cpuSeconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      return (Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(SYSTEM_TICKS)))
          / (double) TICKS_PER_SECOND;
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Memory in use now, in MiB. */
  static double residentMib(long pid) throws IOException {
    return statusMib(pid, "VmRSS:");
  }

  /** The most that was in use at once, in MiB. */
  static double mostResidentMib(long pid) throws IOException {
    return statusMib(pid, "VmHWM:");
  }

  private static double statusMib(long pid, String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024).findFirst().orElseThrow();
  }
}
