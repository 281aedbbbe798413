package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.server.security.Caller;
import io.grpc.MethodDescriptor;
import java.util.Objects;

/** The authors of commands. */
final class Authors {
  private Authors() {}

  /** Who makes the present call, for a command that the audit log names after {@code rpc}; on the call's own thread. */
  static Author audited(MethodDescriptor<?, ?> rpc) {
    return author(Objects.requireNonNull(rpc.getBareMethodName()));
  }

  private static Author author(String rpc) {
    Caller caller = Caller.current();
    return new Author(caller.name(), caller.peer(), rpc);
  }

  /** The same for a command that needs no audit entry; the ledger entries that it makes carry the author. */
  static Author unaudited() {
    return author("");
  }
}
