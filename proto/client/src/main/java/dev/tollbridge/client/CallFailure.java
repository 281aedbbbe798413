package dev.tollbridge.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a failed call means to a person.
 *
 * @param reached whether a server of Tollbridge answered
 * @param message what is wrong and what to do, in one line; one more for each of several faults of a request
 */
public record CallFailure(boolean reached, String message) {

  /** Explains the exception that a call of a channel of these options ended with. */
  public static CallFailure of(Throwable failure, ConnectionOptions options) {
    Status status = Status.fromThrowable(failure);
    String description = status.getDescription() == null ? status.getCode().toString() : status.getDescription();
    return switch (status.getCode()) {
      case UNAVAILABLE -> unavailable(status, description, options);
      case UNAUTHENTICATED -> new CallFailure(true, description + (options.hasToken()
          ? ""
          : ". Name a file with a token: TOLLBRIDGE_TOKEN_FILE, --token-file or a profile"));
      case UNIMPLEMENTED -> new CallFailure(true,
          options.target() + " does not have this call: it is another or older server");
      case UNKNOWN, INTERNAL -> new CallFailure(true, "the server failed: " + status.getCode() + " " + description);
      default -> new CallFailure(true, withViolations(description, failure));
    };
  }

  private static CallFailure unavailable(Status status, String description, ConnectionOptions options) {
    String target = options.target();
    if (!isOfTransport(status, description)) {
      return new CallFailure(false, target + " does not take calls now: " + description);
    }
    String reason;
    if (!options.tls() && TlsProbe.answers(target)) {
      reason = "it speaks TLS: use --tls, or --tls-ca FILE with the certificate of its authority";
    } else if (options.tls()) {
      reason = tlsReason(status);
    } else {
      reason = innermost(status);
    }
    return new CallFailure(false, "cannot reach " + target + ": " + reason);
  }

  /** The server's own refusals have neither a cause nor one of the transport's own texts. */
  private static boolean isOfTransport(Status status, String description) {
    return status.getCause() != null || description.startsWith("Network closed")
        || description.startsWith("Unable to resolve") || description.startsWith("io exception");
  }

  private static String tlsReason(Status status) {
    String text = chain(status);
    if (text.contains("not an SSL/TLS record")) {
      return "it speaks plain text: leave out --tls, --tls-ca, --tls-cert and --tls-key, also in the profile";
    }
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException && text.contains("matching")) {
        return "its certificate is that of another host: " + cause.getMessage();
      }
    }
    if (text.contains("PKIX") || text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unable to find valid")) {
      return "its certificate is not trusted: --tls-ca FILE must have that of its authority, and it must not have expired";
    }
    if (text.contains("certificate_required") || text.contains("CERTIFICATE_REQUIRED")
        || text.contains("bad_certificate") || text.contains("BAD_CERTIFICATE")
        || text.contains("UNKNOWN_CA") || text.contains("unknown_ca") || text.contains("certificate_unknown")
        || text.contains("CERTIFICATE_UNKNOWN") || text.contains("HANDSHAKE_FAILURE")) {
      return "it accepts only clients with a certificate that it trusts: --tls-cert FILE --tls-key FILE";
    }
    return innermost(status);
  }

  /** Every message from the status inwards. */
  private static String chain(Status status) {
    List<String> texts = new ArrayList<>(List.of(String.valueOf(status.getDescription())));
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      texts.add(String.valueOf(cause.getMessage()));
    }
    return String.join(" ", texts);
  }

  private static String innermost(Status status) {
    String text = String.valueOf(status.getDescription());
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        text = cause.getMessage();
      }
    }
    return text.contains("Connection refused")
        ? "connection refused: no server listens there"
        : text.lines().findFirst().orElse("no reason given");
  }

  private static String withViolations(String description, Throwable failure) {
    List<FieldViolation> violations = violations(failure);
    if (violations.size() < 2) {
      return description;
    }
    StringBuilder message = new StringBuilder(description);
    for (FieldViolation violation : violations) {
      message.append("\n  ").append(violation.getField()).append(violation.getField().isEmpty() ? "" : ": ")
          .append(violation.getDescription());
    }
    return message.toString();
  }

  private static List<FieldViolation> violations(Throwable failure) {
    com.google.rpc.Status status = StatusProto.fromThrowable(failure);
    if (status == null) {
      return List.of();
    }
    List<FieldViolation> violations = new ArrayList<>();
    for (Any detail : status.getDetailsList()) {
      if (detail.is(BadRequest.class)) {
        try {
          violations.addAll(detail.unpack(BadRequest.class).getFieldViolationsList());
        } catch (InvalidProtocolBufferException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return violations;
  }
}
