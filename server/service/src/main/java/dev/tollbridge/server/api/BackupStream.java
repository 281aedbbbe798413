package dev.tollbridge.server.api;

import com.google.protobuf.UnsafeByteOperations;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.security.PeerLimit;
import dev.tollbridge.server.shard.Backup;
import dev.tollbridge.server.worker.Worker;
import dev.tollbridge.v1.BackupEnd;
import dev.tollbridge.v1.BackupFile;
import dev.tollbridge.v1.BackupFileEnd;
import dev.tollbridge.v1.BackupResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one backup, on a thread of its own, no faster than the caller reads. */
final class BackupStream {
  private static final Logger LOG = LoggerFactory.getLogger(BackupStream.class);
  private static final int CHUNK_BYTES = 256 * 1024;

  /** A caller that takes nothing for this long keeps others from making backups. */
  static final Duration MAX_PAUSE = Duration.ofSeconds(60);

  private final ServerCallStreamObserver<BackupResponse> caller;
  private final ServerMetrics metrics;
  private final Duration maxPause;
  /** Released when the caller can receive more, or has gone. */
  private final Semaphore moved = new Semaphore(0);
  private long sentBytes;

  private BackupStream(ServerCallStreamObserver<BackupResponse> caller, ServerMetrics metrics, Duration maxPause) {
    this.caller = caller;
    this.metrics = metrics;
    this.maxPause = maxPause;
    caller.setOnReadyHandler(moved::release);
    caller.setOnCancelHandler(moved::release);
  }

  /** Sends the backup and closes it, even after a failure. */
  static void start(Backup backup, ServerCallStreamObserver<BackupResponse> caller, ServerMetrics metrics,
      Duration maxPause) {
    var stream = new BackupStream(caller, metrics, maxPause);
    var _ = Worker.once("backup", () -> stream.run(backup), (failure, _) -> {
      stream.fail(failure);
      return null;
    });
  }

  /** The RPC error of a disk that cannot hold the copy. */
  static StatusRuntimeException error(IOException failure) {
    return ApiErrors.unavailable("BACKUP_FAILED", "the copy could not be made: " + failure.getMessage());
  }

  private void run(Backup backup) throws IOException, InterruptedException {
    long beginNanos = System.nanoTime();
    try (backup) {
      int files = backup.send(this::send);
      send(BackupResponse.newBuilder().setEnd(BackupEnd.newBuilder().setFileCount(files)).build());
      caller.onCompleted();
      LOG.info("A backup was sent: {} files of {} bytes in {} s", files, sentBytes,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beginNanos));
    }
  }

  private void fail(Throwable failure) {
    switch (failure) {
      case InterruptedException _ -> LOG.info("A backup was abandoned: its caller is gone");
      case IOException e -> fail(error(e));
      default -> fail(Statuses.of(failure));
    }
  }

  private void fail(StatusRuntimeException failure) {
    LOG.warn("A backup failed: {}", failure.getMessage());
    if (!caller.isCancelled()) {
      caller.onError(failure);
    }
  }

  private void send(String path, Path file) throws IOException, InterruptedException {
    send(BackupResponse.newBuilder().setFile(BackupFile.newBuilder().setPath(path)).build());
    var checksum = new CRC32C();
    long sizeBytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] chunk = in.readNBytes(CHUNK_BYTES); chunk.length > 0; chunk = in.readNBytes(CHUNK_BYTES)) {
        checksum.update(chunk);
        sizeBytes += chunk.length;
        sentBytes += chunk.length;
        send(BackupResponse.newBuilder().setChunk(UnsafeByteOperations.unsafeWrap(chunk)).build());
      }
    }
    send(BackupResponse.newBuilder().setFileEnd(
        BackupFileEnd.newBuilder().setSizeBytes(sizeBytes).setCrc32C((int) checksum.getValue())).build());
  }

  /** @throws InterruptedException when the caller has gone */
  private void send(BackupResponse part) throws InterruptedException {
    while (!caller.isReady() && !caller.isCancelled()) {
      if (!moved.tryAcquire(maxPause.toMillis(), TimeUnit.MILLISECONDS) && !caller.isReady()) {
        metrics.limited(PeerLimit.SLOW_READERS);
        throw ApiErrors.resourceExhausted(PeerLimit.SLOW_READERS.reason(), "nothing of the backup was read for "
            + maxPause.toSeconds() + " s, so others may make theirs; begin it again", Map.of());
      }
    }
    if (caller.isCancelled()) {
      throw new InterruptedException("the caller is gone");
    }
    caller.onNext(part);
  }
}
