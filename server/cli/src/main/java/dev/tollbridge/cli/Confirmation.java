package dev.tollbridge.cli;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of commands that move money: they ask first, and can be repeated without doing it twice. */
final class Confirmation {
  @Option(names = "--yes", description = "Does not ask.")
  boolean yes;

  @Option(names = "--request-id", paramLabel = "ID",
      description = "Identifies the request: repeated with the same id, it is not done twice. Default: a new one, which"
          + " is printed.")
  @Nullable
  String requestId;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  private final Terminal terminal;

  Confirmation(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Asks, unless told not to; ends the command when the answer is no or nobody can be asked. */
  void ask(String question) {
    if (yes || terminal.agrees(question)) {
      return;
    }
    throw CommandFailure.refused(terminal.isPresent()
        ? "nothing was done"
        : "nothing was done: " + question + " Nobody can be asked here: add --yes");
  }

  /** The request's id, for what is found to be done already without being asked. */
  String quietRequestId() {
    String id = requestId == null ? UUID.randomUUID().toString() : requestId;
    requestId = id;
    return id;
  }

  /** The request's id, which is printed before the request is made. */
  String requestId() {
    String id = quietRequestId();
    Objects.requireNonNull(spec).commandLine().getErr().println("request id " + id
        + " (if this breaks off, repeat it with --request-id " + id + ")");
    return id;
  }
}
