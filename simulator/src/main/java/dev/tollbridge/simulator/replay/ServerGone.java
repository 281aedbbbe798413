package dev.tollbridge.simulator.replay;

import io.grpc.Status;

/** Tells that the server cannot be reached, or not any more. */
public final class ServerGone extends Exception {

  private ServerGone(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a failed call means: nobody there, or a refusal, which is thrown. */
  static ServerGone orRefusal(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    String text = status.getDescription() == null
        ? status.getCode().toString()
        : status.getCode() + ": " + status.getDescription().lines().findFirst().orElse("");
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED -> new ServerGone(text, failure);
      default -> throw new IllegalStateException("the server refused: " + text, failure);
    };
  }
}
