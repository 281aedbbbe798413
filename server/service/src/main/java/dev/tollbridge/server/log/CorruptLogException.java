package dev.tollbridge.server.log;

/** What is on disk is damaged where no crash could have damaged it; the message names the place and what to do. */
public final class CorruptLogException extends RuntimeException {
  public CorruptLogException(String message) {
    super(message);
  }
}
