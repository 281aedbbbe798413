package dev.tollbridge.server;

/** The server cannot start; the message says why and what to do. */
final class StartupException extends RuntimeException {
  StartupException(String message) {
    super(message);
  }
}
