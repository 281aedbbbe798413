package dev.tollbridge.benchmarks.system;

/** A figure could not be measured, or what was measured went wrong. */
final class MeasureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MeasureException(String message) {
    super(message);
  }
}
