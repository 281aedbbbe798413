package dev.tollbridge.client;

import org.jspecify.annotations.Nullable;

/** Thrown when a spool cannot be opened, or an event could not be written to it and was not taken. */
public final class SpoolException extends RuntimeException {

  SpoolException(String message) {
    this(message, null);
  }

  SpoolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
