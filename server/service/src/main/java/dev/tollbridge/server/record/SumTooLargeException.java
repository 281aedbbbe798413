package dev.tollbridge.server.record;

/** Amounts add up to more than 64 bits hold. */
public final class SumTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SumTooLargeException(Throwable cause) {
    super("the amounts add up to more than 9.2 million million units; ask for a shorter time range", cause);
  }
}
