package dev.tollbridge.core.engine;

/** The engine's state breaks one of its own rules; the message has the rule, the subject and the figures. */
final class CheckFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  CheckFailedException(String message) {
    super(message);
  }
}
