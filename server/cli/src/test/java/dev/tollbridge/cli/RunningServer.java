package dev.tollbridge.cli;

import dev.tollbridge.server.Server;
import java.nio.file.Path;
import java.util.List;

/** A server on any ports, and commands that call it. */
final class RunningServer implements AutoCloseable {
  private static final HostAndPort ANY_PORT = new HostAndPort("127.0.0.1", 0);

  private final Server server;

  private RunningServer(Server server) {
    this.server = server;
  }

  static RunningServer start(Path data) throws Exception {
    return start(data, new ServerOptions());
  }

  /** A server with TLS, which asks for tokens and client certificates, with the files of 'certificates'. */
  static RunningServer secured(Path data, Path certificates) throws Exception {
    var options = new ServerOptions();
    options.security.certificate = certificates.resolve("server.crt");
    options.security.key = certificates.resolve("server.key");
    options.security.clientAuthorities = certificates.resolve("ca.crt");
    return start(data, options);
  }

  private static RunningServer start(Path data, ServerOptions options) throws Exception {
    options.data = data;
    options.shards = 2;
    options.listen = ANY_PORT;
    options.http = ANY_PORT;
    return new RunningServer(Server.start(options.settings()));
  }

  String target() {
    return "127.0.0.1:" + server.port();
  }

  /** Runs a command that nobody can be asked about. */
  CommandRun run(String... arguments) {
    return CommandRun.of(CommandRun.with(target(), arguments));
  }

  /** Runs a command whose arguments have no blanks. */
  CommandRun run(String line) {
    return run(line.split(" "));
  }

  CommandRun answering(boolean yes, List<String> questions, String... arguments) {
    return CommandRun.answering(yes, questions, CommandRun.with(target(), arguments));
  }

  @Override
  public void close() {
    server.close();
  }
}
