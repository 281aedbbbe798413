package dev.tollbridge.simulator.replay;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.UnknownHostException;

/** Thrown when the server cannot be reached, or no longer. */
public final class ServerGone extends Exception {

  private ServerGone(String message, Throwable cause) {
    super(message, cause);
  }

  /** Converts the failure of a call: an unreachable server is returned, a refusal is thrown. */
  static ServerGone orRefusal(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED -> new ServerGone(reason(status), failure);
      default -> throw new IllegalStateException("the server refused: " + text(status), failure);
    };
  }

  /** The root cause, which gRPC's description may lack. */
  private static String reason(Status status) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "unknown host";
      }
      if (cause instanceof ConnectException && String.valueOf(cause.getMessage()).contains("refused")) {
        return "connection refused";
      }
    }
    return text(status);
  }

  private static String text(Status status) {
    String description = status.getDescription();
    return description == null
        ? status.getCode().toString()
        : status.getCode() + ": " + description.lines().findFirst().orElse("");
  }
}
