package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.SlowCaller;
import dev.tollbridge.server.record.Waiting;
import dev.tollbridge.server.shard.Backup;
import dev.tollbridge.v1.BackupResponse;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@Tag("slow")
final class BackupStreamTest {
  @TempDir
  private Path directory;

  /** Whatever the failure: the caller must not wait forever, and the next backup must not be refused. */
  @Test
  void whatFailsOnTheBackupsThreadReachesTheCallerAndLeavesRoomForTheNextBackup() throws Exception {
    Files.createFile(directory.resolve("tollbridge.properties"));
    try (var server = TestServer.start(directory)) {
      var failed = new CompletableFuture<Throwable>();
      // a caller without room throws an Error at a message
      BackupStream.start(server.reign().backups().begin().orElseThrow(), new SlowCaller<BackupResponse>() {
        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void onError(Throwable failure) {
          failed.complete(failure);
        }
      }, server.metrics, BackupStream.MAX_PAUSE);
      assertThat(Status.fromThrowable(failed.join()).getCode()).isEqualTo(Status.Code.INTERNAL);
      Waiting.until(() -> begin(server).isPresent());
    }
  }

  @Test
  void aCallerThatReadsNothingLeavesRoomForOthers() throws Exception {
    Files.createFile(directory.resolve("tollbridge.properties"));
    try (var server = TestServer.start(directory)) {
      var failed = new CompletableFuture<Throwable>();
      var caller = new SlowCaller<BackupResponse>() {
        @Override
        public void onError(Throwable failure) {
          failed.complete(failure);
        }
      };
      caller.read(2);
      BackupStream.start(server.reign().backups().begin().orElseThrow(), caller, server.metrics,
          Duration.ofMillis(50));
      assertThat(failed.join()).hasMessageContaining("RESOURCE_EXHAUSTED").hasMessageContaining("was read");
      assertThat(caller.received).hasSize(2);
      assertThat(server.meters.get("tollbridge.limited.peers").tag("limit", "slow_readers").counter().count())
          .isEqualTo(1);
      Waiting.until(() -> begin(server).isPresent());
    }
  }

  private static Optional<Backup> begin(TestServer server) {
    try {
      return server.reign().backups().begin();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
