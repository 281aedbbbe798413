package dev.tollbridge.cli;

/** Ends a command with a message for people, which says what to do, and an exit code. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The server, or the user, did not agree. */
  static CommandFailure refused(String message) {
    return new CommandFailure(ExitCodes.REFUSED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
