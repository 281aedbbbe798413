package dev.tollbridge.server.rpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with a request, field by field; becomes INVALID_ARGUMENT with BadRequest and ErrorInfo. */
public final class Violations {
  public static final int MAX_VIOLATIONS = 100;

  /**
   * Bytes of the violations in an error. Clients of gRPC take 8 KiB of trailers by default, which hold the details in
   * base64 next to the message; longer trailers hide the whole error from them.
   */
  static final int MAX_DETAILS_BYTES = 4_600;

  private static final int MAX_MESSAGE_LENGTH = 300;
  /** Tag and length of a repeated field, at most. */
  private static final int FIELD_OVERHEAD_BYTES = 4;

  /**
   * One fault.
   *
   * @param field path of the field, or the row of a file
   */
  public record Violation(String field, String description) {
    @Override
    public String toString() {
      return field + ": " + description;
    }
  }

  private final String reason;
  private final List<Violation> violations = new ArrayList<>();

  public Violations() {
    this("INVALID_FIELDS");
  }

  /** @param reason names the kind of fault for programs, in UPPER_SNAKE_CASE */
  public Violations(String reason) {
    this.reason = reason;
  }

  /** The error of a request with one fault. */
  public static StatusRuntimeException of(String field, String description) {
    var violations = new Violations();
    violations.add(field, description);
    return violations.toException();
  }

  /** Adds a fault; those past {@link #MAX_VIOLATIONS} are left out. */
  public void add(String field, String description) {
    if (!isFull()) {
      violations.add(new Violation(field, description));
    }
  }

  public boolean isEmpty() {
    return violations.isEmpty();
  }

  /** Further faults would be left out. */
  public boolean isFull() {
    return violations.size() >= MAX_VIOLATIONS;
  }

  public int count() {
    return violations.size();
  }

  public List<Violation> list() {
    return List.copyOf(violations);
  }

  public void throwIfAny() {
    if (!isEmpty()) {
      throw toException();
    }
  }

  public StatusRuntimeException toException() {
    Status status = Status.newBuilder().setCode(Code.INVALID_ARGUMENT_VALUE).setMessage(message())
        .addDetails(Any.pack(ApiErrors.info(reason, Map.of()))).addDetails(Any.pack(badRequest())).build();
    return StatusProto.toStatusRuntimeException(status);
  }

  private String message() {
    String first = violations.getFirst().toString();
    String others = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
    return Quoted.shorten(first, MAX_MESSAGE_LENGTH) + others;
  }

  /** As many violations as fit, and how many did not. */
  private BadRequest badRequest() {
    BadRequest.Builder request = BadRequest.newBuilder();
    int leftBytes = MAX_DETAILS_BYTES;
    for (Violation violation : violations) {
      BadRequest.FieldViolation encoded = encode(violation);
      leftBytes -= encoded.getSerializedSize() + FIELD_OVERHEAD_BYTES;
      if (leftBytes < 0) {
        int leftOut = violations.size() - request.getFieldViolationsCount();
        return request.addFieldViolations(encode(new Violation("", leftOut + " more are not shown"))).build();
      }
      request.addFieldViolations(encoded);
    }
    return request.build();
  }

  private static BadRequest.FieldViolation encode(Violation violation) {
    return BadRequest.FieldViolation.newBuilder().setField(violation.field()).setDescription(violation.description())
        .build();
  }
}
