package dev.tollbridge.server.security;

import dev.tollbridge.server.rpc.ApiErrors;
import io.grpc.StatusRuntimeException;

/** A caller is refused. The message says what is missing, and never how near a secret was. */
final class AccessRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final AccessRefusal reason;

  AccessRefusedException(AccessRefusal reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  AccessRefusal reason() {
    return reason;
  }

  StatusRuntimeException toStatus() {
    String message = String.valueOf(getMessage());
    return reason.isAboutIdentity()
        ? ApiErrors.unauthenticated(reason.name(), message)
        : ApiErrors.permissionDenied(reason.name(), message);
  }
}
