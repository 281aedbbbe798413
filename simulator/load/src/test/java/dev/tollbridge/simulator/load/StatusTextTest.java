package dev.tollbridge.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StatusTextTest {

  @Test
  void isOneLineWithoutTheCause() {
    Status lost = Status.UNAVAILABLE.withDescription("io exception\nChannel Pipeline: [a, b]")
        .withCause(new IOException("Connection refused"));
    assertThat(StatusText.of(lost)).isEqualTo("UNAVAILABLE: io exception");
  }

  @Test
  void isTheCodeWhenThereIsNoDescription() {
    assertThat(StatusText.of(Status.ABORTED)).isEqualTo("ABORTED");
    assertThat(StatusText.of(Status.ABORTED.withDescription(" \n"))).isEqualTo("ABORTED");
  }
}
