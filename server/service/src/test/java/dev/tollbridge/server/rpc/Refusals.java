package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A table of calls and the errors that they must end with. */
public final class Refusals {
  private final List<DynamicTest> rows = new ArrayList<>();

  /** Adds a call; {@code expected} is in the format of {@link #of}. */
  public Refusals row(String name, String expected, Supplier<?> call) {
    rows.add(DynamicTest.dynamicTest(name, () -> assertThat(of(call)).isEqualTo(expected)));
    return this;
  }

  /** A call whose request has bad fields. */
  public Refusals invalid(String name, String fields, Supplier<?> call) {
    return row(name, "INVALID_ARGUMENT INVALID_FIELDS " + fields, call);
  }

  public Stream<DynamicTest> tests() {
    return rows.stream();
  }

  /** How a call ended: "OK", or its status code, its reason and the bad fields. */
  public static String of(Supplier<?> call) {
    try {
      var _ = call.get();
      return "OK";
    } catch (StatusRuntimeException error) {
      return words(error);
    }
  }

  public static String words(StatusRuntimeException error) {
    Status.Code code = error.getStatus().getCode();
    String reason = code + " " + ErrorDetails.info(error).getReason();
    return code == Status.Code.INVALID_ARGUMENT ? reason + " " + fields(error) : reason;
  }

  private static String fields(StatusRuntimeException error) {
    return ErrorDetails.of(error, BadRequest.class).getFieldViolationsList().stream()
        .map(BadRequest.FieldViolation::getField).collect(Collectors.joining(" "));
  }
}
