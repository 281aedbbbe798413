package dev.tollbridge.server.record;

import org.jspecify.annotations.Nullable;

/** The record store can't be opened, read or written. */
public final class RecordStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RecordStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
