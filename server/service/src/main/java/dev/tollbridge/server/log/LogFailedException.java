package dev.tollbridge.server.log;

/**
 * The log could not be written or synced. Nothing more is appended until a restart has read it again: after a
 * failed sync it is unknown which parts of the file are on disk, and the next sync would succeed without having written
 * them.
 */
public final class LogFailedException extends RuntimeException {
  LogFailedException(Throwable cause) {
    super("the log could not be written: " + root(cause), cause);
  }

  LogFailedException(String what) {
    super("the log " + what);
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
