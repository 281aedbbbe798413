package dev.tollbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What an operator is advised to do. */
final class DiagnosisTest {
  @Test
  void aDiskNeedsRoom() {
    assertThat(Diagnosis.advice(new IOException("no space"))).contains("disk");
  }

  @Test
  void whatFailedForWantOfMemoryDoesNot() {
    var failure = new IOException("the log failed", new OutOfMemoryError("Java heap space"));
    assertThat(Diagnosis.advice(failure)).contains("-Xmx").doesNotContain("disk");
  }

  @Test
  void anythingElseIsReported() {
    assertThat(Diagnosis.advice(new IllegalStateException())).contains("report this");
  }
}
