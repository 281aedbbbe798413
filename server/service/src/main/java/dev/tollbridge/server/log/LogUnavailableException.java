package dev.tollbridge.server.log;

/** The log did not accept a command, or it is not known whether it did; the caller should try again. */
public final class LogUnavailableException extends RuntimeException {
  public LogUnavailableException(String message) {
    super(message);
  }

  LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
