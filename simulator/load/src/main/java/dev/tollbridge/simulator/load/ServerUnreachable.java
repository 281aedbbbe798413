package dev.tollbridge.simulator.load;

import io.grpc.Status;
import java.util.concurrent.TimeoutException;

/** Tells that the server did not answer when the run was set up. */
public final class ServerUnreachable extends Exception {

  private ServerUnreachable(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a failed call means: nobody there, or a refusal, which is thrown. */
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
