package dev.tollbridge.server.log;

/** A file was written by a newer version in a format that this one does not know. */
public final class NewerFormatException extends RuntimeException {
  NewerFormatException(String message) {
    super(message);
  }
}
