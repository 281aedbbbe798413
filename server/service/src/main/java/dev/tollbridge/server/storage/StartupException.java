package dev.tollbridge.server.storage;

/** A command cannot do what it was asked for; the message gives the reason and what to do. */
public final class StartupException extends RuntimeException {
  public StartupException(String message) {
    super(message);
  }
}
