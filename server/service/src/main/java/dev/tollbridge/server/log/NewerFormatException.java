package dev.tollbridge.server.log;

/** Another version, mostly a newer one, wrote a file in a format, or at a level, that this one does not know. */
public final class NewerFormatException extends RuntimeException {
  NewerFormatException(String message) {
    super(message);
  }
}
