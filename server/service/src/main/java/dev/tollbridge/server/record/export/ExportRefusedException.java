package dev.tollbridge.server.record.export;

/** The database is not one that these rows may go to; trying again can't help, and nothing was written. */
final class ExportRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportRefusedException(String message) {
    super(message);
  }
}
