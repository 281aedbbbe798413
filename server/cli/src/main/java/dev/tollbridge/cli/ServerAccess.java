package dev.tollbridge.cli;

import dev.tollbridge.client.ConnectionOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Calls of a server on a channel of their own; their failures are thrown in words for people. */
record ServerAccess(ConnectionFlags connection, CommandSpec spec) {
  /** The calls. */
  interface Calls<T> {
    T of(Api api) throws Exception;
  }

  ConnectionOptions options() {
    try {
      return connection.options(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  <T> T run(Calls<T> calls) throws Exception {
    ConnectionOptions options = options();
    ManagedChannel channel = options.open();
    try {
      return calls.of(new Api(channel));
    } catch (StatusException | StatusRuntimeException e) {
      throw Failures.ofCall(e, options);
    } finally {
      channel.shutdownNow();
    }
  }
}
