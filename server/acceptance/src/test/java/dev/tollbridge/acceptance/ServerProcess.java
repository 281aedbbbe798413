package dev.tollbridge.acceptance;

import dev.tollbridge.cli.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server in a process of its own, on the class path and the Java of this one. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern SERVES = Pattern.compile("Tollbridge serves gRPC on 127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private int port;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts a server on any port and waits until it takes calls. */
  public static ServerProcess start(Path data, String... options) throws IOException {
    ServerProcess server = launch(data, options);
    server.awaitServing();
    return server;
  }

  /** Starts a server, and does not wait for it. */
  static ServerProcess launch(Path data, String... options) throws IOException {
    return new ServerProcess(spawn(Main.class.getName(), serve(data, options)));
  }

  /** Waits until the server takes calls; returns at once when it already does. */
  void awaitServing() throws IOException {
    if (port > 0) {
      return;
    }
    BufferedReader output = process.inputReader();
    var said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher serves = SERVES.matcher(line);
      if (serves.find()) {
        Thread.ofVirtual().start(() -> drain(output));
        port = Integer.parseInt(serves.group(1));
        return;
      }
    }
    throw new IOException("the server did not start:\n" + said);
  }

  /** Lets the server run for a while; true when it ended by itself meanwhile. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException killed) {
      // A process that was killed has no more to say.
    }
  }

  /** What a program that ended said, and how it exited. */
  record Ended(int exitCode, String message) {}

  /** Runs a command line that is to end by itself. */
  static Ended run(List<String> arguments) throws IOException {
    Process process = spawn(Main.class.getName(), arguments);
    try {
      String message = String.join("\n", process.inputReader().lines().toList());
      return new Ended(process.onExit().join().exitValue(), message);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The command line of a server on any ports, unless the options say which. */
  static List<String> serve(Path data, String... options) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--data", data.toString()));
    arguments.addAll(List.of(options));
    Stream.of("--listen", "--http").filter(option -> !arguments.contains(option))
        .forEach(option -> arguments.addAll(List.of(option, "127.0.0.1:0")));
    return arguments;
  }

  private static Process spawn(String mainClass, List<String> arguments) throws IOException {
    return java(mainClass, arguments).redirectErrorStream(true).start();
  }

  /** The server or the simulator, without the other on its class path. */
  static ProcessBuilder java(String mainClass, List<String> arguments) {
    String other = mainClass.equals(Main.class.getName()) ? "simulator" : "server";
    Predicate<String> ofTheOther = Pattern.compile("/" + other + "/[a-z]+/target/").asPredicate();
    String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(ofTheOther.negate())
        .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:TieredStopAtLevel=1",
        "-Xmx512m", "-cp", classPath, mainClass));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  public int port() {
    return port;
  }

  /** SIGKILL: no shutdown hook runs. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM; returns the exit code. */
  int terminate() {
    process.destroy();
    return process.onExit().join().exitValue();
  }
}
