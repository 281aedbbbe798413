package dev.tollbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.security.SecuritySettings;
import dev.tollbridge.server.worker.WorkerFailedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ServerTest {
  @TempDir
  private Path directory;

  @Test
  void aThreadThatEndsOfSomethingUnexpectedStopsTheServer() throws Exception {
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var settings = new ServerSettings(directory, anyPort, anyPort, 1, 1, Duration.ofMinutes(2), Duration.ofHours(6),
        50_000_000, Duration.ofDays(1), Duration.ofMinutes(10), null, null, SecuritySettings.NONE);
    try (Server server = Server.start(settings)) {
      assertThat(server.notReady()).isEmpty();
      Thread thread = Thread.ofPlatform().name("forgotten").uncaughtExceptionHandler(server::threadFailed)
          .start(() -> {
            throw new IllegalStateException("a bug");
          });
      Throwable reason = server.awaitStopped();
      thread.join();
      assertThat(reason).isInstanceOf(WorkerFailedException.class).hasMessageContaining("thread forgotten failed")
          .hasMessageContaining("a bug");
      assertThat(server.notReady()).singleElement().asString().contains("stopped: the thread forgotten failed");
      assertThat(Diagnosis.advice(reason)).contains("report this");
    }
  }
}
