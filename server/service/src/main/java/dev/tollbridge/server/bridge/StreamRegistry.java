package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Statuses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The leg streams that are open, one a bridge. */
final class StreamRegistry {
  private final Map<String, Entry> byBridge = new HashMap<>();

  /** @param number see {@code Open.stream} */
  private record Entry(long session, long number, LegStream stream) {}

  /**
   * Adds a stream; an older one of the same bridge is ended. A stream that is itself older than the open one, because
   * its {@code Open} was delayed, is refused here already: it must not end the newer stream.
   *
   * @return whether an older one was ended
   */
  boolean add(String bridgeId, long session, long number, LegStream stream) {
    LegStream older = put(bridgeId, new Entry(session, number, stream));
    if (older != null) {
      older.end(ApiErrors.aborted("STREAM_REPLACED", "the bridge opened another stream"));
    }
    return older != null;
  }

  private synchronized @Nullable LegStream put(String bridgeId, Entry entry) {
    Entry open = byBridge.get(bridgeId);
    if (open != null && open.session() > entry.session()) {
      throw Statuses.of(Refusal.STALE_SESSION);
    }
    if (open != null && open.session() == entry.session() && open.number() >= entry.number()) {
      throw ApiErrors.aborted("STALE_STREAM", "the bridge has opened a newer stream; use a greater stream number");
    }
    byBridge.put(bridgeId, entry);
    return open == null ? null : open.stream();
  }

  synchronized void remove(String bridgeId, LegStream stream) {
    Entry open = byBridge.get(bridgeId);
    if (open != null && open.stream() == stream) {
      byBridge.remove(bridgeId);
    }
  }

  private synchronized List<LegStream> all() {
    return byBridge.values().stream().map(Entry::stream).toList();
  }

  /** Sends a sign of life to every bridge that was sent nothing for a while. */
  void sayAlive() {
    all().forEach(LegStream::sayAlive);
  }

  /** Notifies every bridge that the server is going away. */
  void drain() {
    all().forEach(LegStream::drain);
  }

  /** Ends every stream immediately. */
  void endAll(RuntimeException error) {
    all().forEach(stream -> stream.end(error));
  }

  /** Ends every stream once the messages in flight are answered. */
  void endAll() {
    all().forEach(LegStream::endWhenAnswered);
  }
}
