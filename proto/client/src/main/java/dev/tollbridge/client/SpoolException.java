package dev.tollbridge.client;

import org.jspecify.annotations.Nullable;

/** Tells that a spool cannot be opened, or that an event could not be written to it and was not taken. */
public final class SpoolException extends RuntimeException {

  SpoolException(String message) {
    this(message, null);
  }

  SpoolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
