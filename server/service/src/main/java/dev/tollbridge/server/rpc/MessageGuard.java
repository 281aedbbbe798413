package dev.tollbridge.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a message that cannot be read answered with INVALID_ARGUMENT and one line in the log. gRPC itself would answer
 * UNKNOWN, and log the stack traces of a fault in the server.
 */
public final class MessageGuard {
  /** The most that a message may have. */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(MessageGuard.class);

  private MessageGuard() {}

  /**
   * The same service, guarded.
   *
   * @param schema describes the service to tools that use reflection
   */
  public static ServerServiceDefinition guard(ServerServiceDefinition service, @Nullable Object schema) {
    var descriptor = ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName()).setSchemaDescriptor(schema);
    var guarded = service.getMethods().stream().<ServerMethodDefinition<?, ?>>map(MessageGuard::guarded).toList();
    guarded.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    var definition = ServerServiceDefinition.builder(descriptor.build());
    guarded.forEach(definition::addMethod);
    return definition.build();
  }

  private static <Q, A> ServerMethodDefinition<Q, A> guarded(ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> original = method.getMethodDescriptor();
    boolean repairs = original.getFullMethodName()
        .equals(LegRatingServiceGrpc.getStreamLegsMethod().getFullMethodName());
    MethodDescriptor<Q, A> descriptor = original.toBuilder(new Lenient<>(original.getRequestMarshaller(), repairs),
        original.getResponseMarshaller()).build();
    ServerCallHandler<Q, A> handler = method.getServerCallHandler();
    var log = new RateLimitedLog(LOG);
    return ServerMethodDefinition.create(descriptor, (call, headers) -> {
      RefusableCall<Q, A> guarded = RefusableCall.of(call);
      return new GuardedListener<>(guarded, handler.startCall(guarded, headers), log);
    });
  }

  /**
   * Reads null where there is no readable message.
   *
   * @param repairs whether texts that are not UTF-8 are repaired: one wrong text must not end a call
   */
  private record Lenient<T>(Marshaller<T> strict, boolean repairs) implements Marshaller<T> {
    @Override
    public InputStream stream(T message) {
      return strict.stream(message);
    }

    @Override
    public @Nullable T parse(InputStream bytes) {
      boolean again = repairs && bytes.markSupported();
      if (again) {
        bytes.mark(MAX_MESSAGE_BYTES);
      }
      try {
        return strict.parse(bytes);
      } catch (StatusRuntimeException unreadable) {
        return again ? repaired(bytes) : null;
      }
    }

    private @Nullable T repaired(InputStream bytes) {
      if (!(strict instanceof PrototypeMarshaller<T> typed)
          || !(typed.getMessagePrototype() instanceof Message message)) {
        return null;
      }
      try {
        bytes.reset();
        return strict.parse(
            Utf8Repair.repaired(ByteString.readFrom(bytes), message.getDescriptorForType()).newInput());
      } catch (IOException | StatusRuntimeException unreadable) {
        return null;
      }
    }
  }

  /** Cancels the call for its service at the first message that cannot be read. */
  private static final class GuardedListener<Q> extends RefusableListener<Q> {
    private final RateLimitedLog log;

    GuardedListener(RefusableCall<Q, ?> call, ServerCall.Listener<Q> service, RateLimitedLog log) {
      super(call, service);
      this.log = log;
    }

    @Override
    public void onMessage(@Nullable Q message) {
      if (isRefused()) {
        return;
      }
      if (message == null) {
        refuseUnreadable();
      } else {
        super.onMessage(message);
      }
    }

    private void refuseUnreadable() {
      String method = call().getMethodDescriptor().getFullMethodName();
      log.warn(() -> method + " was sent a message that cannot be read");
      var violations = new Violations("MALFORMED_MESSAGE");
      violations.add("message", "is not valid protobuf of " + method + ", or has more than 4 MiB");
      refuseMessage(violations.toException());
    }
  }
}
