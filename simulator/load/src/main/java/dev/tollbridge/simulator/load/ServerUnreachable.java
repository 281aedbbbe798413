package dev.tollbridge.simulator.load;

import io.grpc.Status;
import java.util.concurrent.TimeoutException;

/** Thrown when the server does not respond during a run's set-up. */
public final class ServerUnreachable extends Exception {

  private ServerUnreachable(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Converts the failure of a call: an unreachable server is returned, a refusal is thrown as {@link
   * IllegalStateException}.
   */
  static ServerUnreachable orFailure(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    if (failure instanceof TimeoutException) {
      return new ServerUnreachable("the bridge stream was not opened in time", failure);
    }
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED -> new ServerUnreachable(StatusText.of(status), failure);
      default -> throw new IllegalStateException("the server refused: " + StatusText.of(status), failure);
    };
  }
}
