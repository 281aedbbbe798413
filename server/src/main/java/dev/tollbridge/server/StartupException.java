package dev.tollbridge.server;

/** A command cannot do what it was asked for; the message says why and what to do. */
final class StartupException extends RuntimeException {
  StartupException(String message) {
    super(message);
  }
}
