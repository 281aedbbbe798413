package dev.tollbridge.simulator.load;

import io.grpc.Status;

/** A gRPC status in one line: code and description, without the stack of its cause. */
final class StatusText {
  private StatusText() {}

  /**
   * The code and, if there is one, the first line of the description; descriptions from the transport continue with its
   * internals.
   */
  static String of(Status status) {
    String description = status.getDescription();
    return description == null || description.isBlank()
        ? status.getCode().toString()
        : status.getCode() + ": " + description.strip().lines().findFirst().orElseThrow();
  }
}
