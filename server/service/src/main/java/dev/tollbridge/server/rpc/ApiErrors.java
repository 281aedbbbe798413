package dev.tollbridge.server.rpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;

/** RPC errors other than bad fields, each with a reason for programs and a message for people. */
public final class ApiErrors {
  private static final String DOMAIN = "tollbridge.dev";

  private ApiErrors() {}

  /** The requested thing does not exist. */
  public static StatusRuntimeException notFound(String reason, String message, Map<String, String> metadata) {
    return error(Code.NOT_FOUND, reason, message, metadata);
  }

  /** The thing to create already exists. */
  public static StatusRuntimeException alreadyExists(String reason, String message) {
    return error(Code.ALREADY_EXISTS, reason, message, Map.of());
  }

  /** The request is valid, but not in the present state. */
  public static StatusRuntimeException failedPrecondition(String reason, String message, Map<String, String> metadata) {
    return error(Code.FAILED_PRECONDITION, reason, message, metadata);
  }

  /** A named limit was exceeded. */
  public static StatusRuntimeException resourceExhausted(String reason, String message, Map<String, String> metadata) {
    return error(Code.RESOURCE_EXHAUSTED, reason, message, metadata);
  }

  /** The server can't serve now; the same request may be sent again. */
  public static StatusRuntimeException unavailable(String reason, String message) {
    return error(Code.UNAVAILABLE, reason, message, Map.of());
  }

  /** It is not known who calls. */
  public static StatusRuntimeException unauthenticated(String reason, String message) {
    return error(Code.UNAUTHENTICATED, reason, message, Map.of());
  }

  /** The caller may not do that. */
  public static StatusRuntimeException permissionDenied(String reason, String message) {
    return error(Code.PERMISSION_DENIED, reason, message, Map.of());
  }

  /** An event is not the next one in its order. */
  public static StatusRuntimeException outOfRange(String reason, String message, Map<String, String> metadata) {
    return error(Code.OUT_OF_RANGE, reason, message, metadata);
  }

  /** Something newer replaced the request. */
  public static StatusRuntimeException aborted(String reason, String message) {
    return error(Code.ABORTED, reason, message, Map.of());
  }

  static ErrorInfo info(String reason, Map<String, String> metadata) {
    return ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(reason).putAllMetadata(metadata).build();
  }

  private static StatusRuntimeException error(Code code, String reason, String message, Map<String, String> metadata) {
    Status status = Status.newBuilder().setCode(code.getNumber()).setMessage(message)
        .addDetails(Any.pack(info(reason, metadata))).build();
    return StatusProto.toStatusRuntimeException(status);
  }
}
