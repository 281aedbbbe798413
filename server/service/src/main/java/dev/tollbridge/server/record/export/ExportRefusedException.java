package dev.tollbridge.server.record.export;

/** These rows must not be written to this database; a retry can't help, and nothing was written. */
final class ExportRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportRefusedException(String message) {
    super(message);
  }
}
