package dev.tollbridge.server.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Details of RPC errors, as a client reads them. */
public final class ErrorDetails {
  private ErrorDetails() {}

  public static ErrorInfo info(StatusRuntimeException error) {
    return of(error, ErrorInfo.class);
  }

  public static <T extends Message> T of(StatusRuntimeException error, Class<T> type) {
    Status status = StatusProto.fromThrowable(error);
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        return unpack(detail, type);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + status);
  }

  private static <T extends Message> T unpack(Any detail, Class<T> type) {
    try {
      return detail.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
