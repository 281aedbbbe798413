package dev.tollbridge.client;

import io.grpc.Status;

/** Thrown when the client takes nothing more, with the status that stopped it as cause. */
final class ClientStopped extends IllegalStateException {

  ClientStopped(Status status) {
    super("the bridge client has stopped: " + status.getCode() + ": " + status.getDescription(),
        status.asRuntimeException());
  }
}
