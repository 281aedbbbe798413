package dev.tollbridge.cli;

import dev.tollbridge.client.ConnectionOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that calls a server has: the connection, and the form of its output. */
final class ServerCall {
  @Mixin
  ConnectionFlags connection = new ConnectionFlags();

  @Mixin
  Output output = new Output();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Calls of one command. */
  interface Calls {
    void run(Api api) throws Exception;
  }

  /** The options of the connection. */
  ConnectionOptions options() {
    return new ServerAccess(connection, command()).options();
  }

  /** Runs the calls on a channel of their own and returns the exit code; failures are thrown in words for people. */
  int run(Calls calls) throws Exception {
    return new ServerAccess(connection, command()).run(api -> {
      calls.run(api);
      return 0;
    });
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }

  /** The amount's micros; refuses one in another currency than the organization's. */
  long micros(Amount amount, String currency) {
    if (!amount.currency().equals(currency)) {
      throw wrong("the organization's currency is " + currency + ", not " + amount.currency());
    }
    return amount.micros();
  }

  /** What ends the command with exit code 2. */
  ParameterException wrong(String message) {
    return new ParameterException(command().commandLine(), message);
  }
}
