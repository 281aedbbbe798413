package dev.tollbridge.server.api;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.security.PeerLimit;
import dev.tollbridge.server.worker.Failures;
import dev.tollbridge.server.worker.Worker;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rate decks that are being sent. Each is held in memory until it is complete, so they are few, they have so many
 * bytes together, and one that stops arriving is ended. They are read and added one at a time.
 */
final class DeckUploads implements AutoCloseable {
  static final int MAX_UPLOADS = 8;
  static final int MAX_OF_CALLER = 2;
  static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Duration CHECK_PERIOD = Duration.ofSeconds(1);

  private final ServerMetrics metrics;
  private final LongSupplier nanos;
  private final long maxBytes;
  private final Set<Upload> uploads = new HashSet<>();
  private final Semaphore reading = new Semaphore(1);
  private long totalBytes;
  private @Nullable Worker watch;

  DeckUploads(ServerMetrics metrics, LongSupplier nanos, long maxBytes) {
    this.metrics = metrics;
    this.nanos = nanos;
    this.maxBytes = maxBytes;
  }

  /** Those of a server, and what ends them when they stop arriving. */
  static DeckUploads start(ServerMetrics metrics, long maxBytes) {
    var uploads = new DeckUploads(metrics, System::nanoTime, maxBytes);
    uploads.watch = Worker.start("deck-uploads", () -> {
      uploads.check();
      return CHECK_PERIOD;
    }, Failures.retry("check of rate decks that are being sent", CHECK_PERIOD, () -> {}));
    return uploads;
  }

  /** One of them. */
  final class Upload implements AutoCloseable {
    private final String caller;
    private final Consumer<StatusRuntimeException> end;
    private long sizeBytes;
    private long lastNanos = nanos.getAsLong();
    private boolean complete;

    private Upload(String caller, Consumer<StatusRuntimeException> end) {
      this.caller = caller;
      this.end = end;
    }

    /** Adds the size of a chunk; throws RESOURCE_EXHAUSTED when all together have too many bytes. */
    void add(int bytes) {
      synchronized (DeckUploads.this) {
        if (totalBytes + bytes > maxBytes) {
          throw refusal(PeerLimit.IMPORT_BYTES, "the rate decks that are being sent to this server have more than "
              + maxBytes + " bytes, an eighth of its memory; retry, or start the server with a greater -Xmx",
              Map.of("max_bytes", Long.toString(maxBytes)));
        }
        totalBytes += bytes;
        sizeBytes += bytes;
        lastNanos = nanos.getAsLong();
      }
    }

    /** The file is complete: waits until no other is being read. */
    void beginReading() {
      synchronized (DeckUploads.this) {
        complete = true;
      }
      reading.acquireUninterruptibly();
    }

    void endReading() {
      reading.release();
    }

    /** Nothing of it is held any more. */
    @Override
    public void close() {
      synchronized (DeckUploads.this) {
        if (uploads.remove(this)) {
          totalBytes -= sizeBytes;
        }
      }
    }
  }

  /**
   * Begins one; throws RESOURCE_EXHAUSTED when there are too many.
   *
   * @param end called with the error, from another thread, when it stops arriving
   */
  synchronized Upload begin(Caller caller, Consumer<StatusRuntimeException> end) {
    long own = uploads.stream().filter(upload -> upload.caller.equals(caller.account())).count();
    if (own >= MAX_OF_CALLER || uploads.size() >= MAX_UPLOADS) {
      throw refusal(PeerLimit.IMPORTS, own >= MAX_OF_CALLER
          ? MAX_OF_CALLER + " rate decks of this caller are being imported; retry when one has ended"
          : MAX_UPLOADS + " rate decks are being imported; retry when one has ended", Map.of());
    }
    var upload = new Upload(caller.account(), end);
    uploads.add(upload);
    return upload;
  }

  private StatusRuntimeException refusal(PeerLimit limit, String message, Map<String, String> metadata) {
    metrics.limited(limit);
    return ApiErrors.resourceExhausted(limit.reason(), message, metadata);
  }

  /** Ends those that stopped arriving. */
  void check() {
    idle()
        .forEach(upload -> upload.end.accept(refusal(PeerLimit.IMPORT_IDLE, "no part of the rate deck has arrived for "
            + TimeUnit.NANOSECONDS.toSeconds(IDLE_NANOS) + " s; import it again", Map.of())));
  }

  private synchronized Set<Upload> idle() {
    var idle = new HashSet<Upload>();
    long now = nanos.getAsLong();
    for (Upload upload : uploads) {
      if (!upload.complete && now - upload.lastNanos >= IDLE_NANOS) {
        idle.add(upload);
      }
    }
    return idle;
  }

  synchronized int count() {
    return uploads.size();
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
