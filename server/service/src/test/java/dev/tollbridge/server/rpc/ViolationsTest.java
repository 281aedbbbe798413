package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViolationsTest {
  private static final Metadata.Key<byte[]> DETAILS = Metadata.Key.of("grpc-status-details-bin",
      Metadata.BINARY_BYTE_MARSHALLER);

  @Test
  void noneIsNoError() {
    assertThatCode(() -> new Violations().throwIfAny()).doesNotThrowAnyException();
  }

  @Test
  void becomeInvalidArgumentWithDetails() {
    Violations violations = new Violations();
    violations.add("organization.currency_code", "is required");
    violations.add("page_size", "must not be below zero");
    StatusRuntimeException error = violations.toException();
    assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(error.getStatus().getDescription())
        .isEqualTo("organization.currency_code: is required (and 1 more)");
    assertThat(ErrorDetails.info(error))
        .isEqualTo(ErrorInfo.newBuilder().setDomain("tollbridge.dev").setReason("INVALID_FIELDS").build());
    assertThat(ErrorDetails.of(error, BadRequest.class).getFieldViolationsList())
        .extracting(FieldViolation::getField, FieldViolation::getDescription)
        .containsExactly(tuple("organization.currency_code", "is required"),
            tuple("page_size", "must not be below zero"));
  }

  @Test
  void errorsFitTheTrailersThatClientsTake() {
    Violations violations = new Violations();
    for (int i = 0; i < 200; i++) {
      violations.add("field", "ü".repeat(80));
    }
    assertThat(violations.count()).isEqualTo(100);
    StatusRuntimeException error = violations.toException();
    List<FieldViolation> shown = ErrorDetails.of(error, BadRequest.class).getFieldViolationsList();
    assertThat(shown).hasSizeGreaterThan(20);
    assertThat(shown.getLast().getDescription()).isEqualTo((100 - shown.size() + 1) + " more are not shown");
    byte[] details = error.getTrailers().get(DETAILS);
    int detailsLength = Base64.getEncoder().withoutPadding().encodeToString(details).length();
    int messageLength = percentEncodedLength(error.getStatus().getDescription());
    assertThat(detailsLength + messageLength).isLessThan(7_900);
  }

  private static int percentEncodedLength(String text) {
    return text.chars().map(c -> c < 0x80 ? 1 : 6).sum();
  }

  @Test
  void otherErrorsNameReasonAndMetadata() {
    Map<String, String> metadata = Map.of("limit", "5");
    List<StatusRuntimeException> errors = List.of(ApiErrors.notFound("A_B", "text", metadata),
        ApiErrors.failedPrecondition("A_B", "text", metadata), ApiErrors.resourceExhausted("A_B", "text", metadata),
        ApiErrors.outOfRange("A_B", "text", metadata), ApiErrors.unavailable("A_B", "text"),
        ApiErrors.aborted("A_B", "text"));
    assertThat(errors).extracting(error -> error.getStatus().getCode()).containsExactly(Status.Code.NOT_FOUND,
        Status.Code.FAILED_PRECONDITION, Status.Code.RESOURCE_EXHAUSTED, Status.Code.OUT_OF_RANGE,
        Status.Code.UNAVAILABLE, Status.Code.ABORTED);
    assertThat(errors).allSatisfy(error -> {
      assertThat(error.getStatus().getDescription()).isEqualTo("text");
      assertThat(ErrorDetails.info(error).getReason()).isEqualTo("A_B");
      assertThat(ErrorDetails.info(error).getDomain()).isEqualTo("tollbridge.dev");
    });
    assertThat(ErrorDetails.info(errors.getFirst()).getMetadataMap()).isEqualTo(metadata);
  }
}
