package dev.tollbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a real server process starts, refuses to start, and ends. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class ServerProcessTest {
  /** What a JVM exits with after SIGTERM: 128 and the signal's number. */
  private static final int TERMINATED = 143;

  @TempDir
  private Path data;

  @Test
  void aDirectoryInUseIsRefused() throws IOException {
    try (ServerProcess _ = ServerProcess.start(data)) {
      ServerProcess.Ended refusal = ServerProcess.run(ServerProcess.serve(data));

      assertThat(refusal.exitCode()).isEqualTo(1);
      assertThat(refusal.message()).contains("tollbridge: the data directory " + data + " is in use by another server")
          .contains("--data").doesNotContain("Exception");
    }
  }

  @Test
  void anotherTimeScaleIsRefused() throws IOException {
    try (ServerProcess first = ServerProcess.start(data, "--time-scale", "60")) {
      assertThat(first.terminate()).isEqualTo(TERMINATED);
    }

    ServerProcess.Ended refusal = ServerProcess.run(ServerProcess.serve(data));

    assertThat(refusal.exitCode()).isEqualTo(1);
    assertThat(refusal.message()).contains("the data directory was made with --time-scale 60")
        .doesNotContain("Exception");
  }

  @Test
  void terminationReleasesTheDirectory() throws IOException {
    try (ServerProcess first = ServerProcess.start(data)) {
      assertThat(first.terminate()).isEqualTo(TERMINATED);
    }
    try (ServerProcess second = ServerProcess.start(data)) {
      assertThat(second.port()).isPositive();
    }
  }

  @Test
  void aPortInUseIsRefused() throws IOException {
    try (ServerProcess first = ServerProcess.start(data.resolve("first"))) {
      String address = "127.0.0.1:" + first.port();
      ServerProcess.Ended refusal = ServerProcess
          .run(ServerProcess.serve(data.resolve("second"), "--listen", address));

      assertThat(refusal.exitCode()).isEqualTo(1);
      assertThat(refusal.message()).contains("tollbridge: cannot listen on " + address).contains("--listen");
    }
  }

  @ParameterizedTest
  @CsvSource({"--shards,0", "--time-scale,3601", "--listen,nowhere", "--lease,PT0S", "--lease,soon",
    "--orphan-timeout,PT2M", "--minimum-purchase,0.0000001", "--no-such-option,1"})
  void aBadOptionIsNamed(String option, String value) throws IOException {
    ServerProcess.Ended refusal = ServerProcess.run(ServerProcess.serve(data, option, value));

    assertThat(refusal.exitCode()).isEqualTo(2);
    assertThat(refusal.message().lines().findFirst().orElse("")).contains(option).doesNotContain("Exception");
  }
}
