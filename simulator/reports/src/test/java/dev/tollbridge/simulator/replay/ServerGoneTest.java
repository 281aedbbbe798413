package dev.tollbridge.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ServerGoneTest {
  private static final Status UNAVAILABLE = Status.UNAVAILABLE.withDescription("io exception\nChannel Pipeline: []");

  @Test
  void theCauseIsReportedInOneLine() {
    assertThat(message(UNAVAILABLE.withCause(new RuntimeException(new UnknownHostException("nosuch.invalid")))))
        .isEqualTo("unknown host");
    assertThat(message(UNAVAILABLE.withCause(new ConnectException("Connection refused: /127.0.0.1:1"))))
        .isEqualTo("connection refused");
    assertThat(message(UNAVAILABLE)).isEqualTo("UNAVAILABLE: io exception");
  }

  @Test
  void aRefusalIsThrown() {
    assertThatIllegalStateException().isThrownBy(() -> message(Status.UNAUTHENTICATED.withDescription("no token")))
        .withMessage("the server refused: UNAUTHENTICATED: no token");
  }

  private static String message(Status status) {
    return String.valueOf(ServerGone.orRefusal(status.asException()).getMessage());
  }
}
