package dev.tollbridge.server.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a process of its own, on the class path and the Java of this one. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern SERVES = Pattern.compile("Tollbridge serves gRPC on 127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server on any port and waits until it takes calls. */
  static ServerProcess start(Path data, String... options) throws IOException {
    Process process = spawn(serve(data, options));
    BufferedReader output = process.inputReader();
    var said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher serves = SERVES.matcher(line);
      if (serves.find()) {
        Thread.ofVirtual().start(() -> drain(output));
        return new ServerProcess(process, Integer.parseInt(serves.group(1)));
      }
    }
    throw new IOException("the server did not start:\n" + said);
  }

  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException killed) {
      // A process that was killed has no more to say.
    }
  }

  /** What a server that does not start says, and how it exits. */
  record Refusal(int exitCode, String message) {}

  /** Runs a command line that is to end by itself. */
  static Refusal refusal(List<String> arguments) throws IOException {
    Process process = spawn(arguments);
    try {
      String message = String.join("\n", process.inputReader().lines().toList());
      return new Refusal(process.onExit().join().exitValue(), message);
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

  private static Process spawn(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:TieredStopAtLevel=1",
        "-Xmx512m", "-cp", System.getProperty("java.class.path"), "dev.tollbridge.server.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  int port() {
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
