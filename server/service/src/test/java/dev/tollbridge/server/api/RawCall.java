package dev.tollbridge.server.api;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Calls any method with messages of bytes, and waits for the end. */
final class RawCall {
  private static final long PATIENCE_SECONDS = 30;

  private RawCall() {}

  /** How a call ended, and all that it returned. */
  record Result(Status status, Metadata trailers, List<byte[]> messages) {
    Status.Code code() {
      return status.getCode();
    }

    StatusRuntimeException error() {
      return new StatusRuntimeException(status, trailers);
    }
  }

  static Result call(Channel channel, MethodDescriptor<?, ?> method, byte[]... messages) {
    MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.<byte[], byte[]>newBuilder()
        .setFullMethodName(method.getFullMethodName()).setType(method.getType())
        .setRequestMarshaller(new RawMarshaller()).setResponseMarshaller(new RawMarshaller()).build();
    ClientCall<byte[], byte[]> call = channel.newCall(raw,
        CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS));
    var responses = new ConcurrentLinkedQueue<byte[]>();
    var end = new CompletableFuture<Result>();
    call.start(new ClientCall.Listener<>() {
      @Override
      public void onMessage(byte[] received) {
        responses.add(received);
      }

      @Override
      public void onClose(Status status, Metadata trailers) {
        end.complete(new Result(status, trailers, List.copyOf(responses)));
      }
    }, new Metadata());
    call.request(Integer.MAX_VALUE);
    for (byte[] message : messages) {
      call.sendMessage(message);
    }
    call.halfClose();
    return end.join();
  }
}
