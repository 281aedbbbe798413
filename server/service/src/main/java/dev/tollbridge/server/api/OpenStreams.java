package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The leg streams that are open, one a bridge. */
final class OpenStreams {
  private final Map<String, Entry> byBridge = new HashMap<>();

  private record Entry(long session, LegStream stream) {}

  /**
   * Takes a stream in; an older one of the same bridge is ended. A stream of a session older than the open one's is
   * refused here already: it must not end the stream that is right.
   */
  void add(String bridgeId, long session, LegStream stream) {
    LegStream older = put(bridgeId, new Entry(session, stream));
    if (older != null) {
      older.end(ApiErrors.aborted("STREAM_REPLACED", "the bridge opened another stream"));
    }
  }

  private synchronized @Nullable LegStream put(String bridgeId, Entry entry) {
    Entry open = byBridge.get(bridgeId);
    if (open != null && open.session() > entry.session()) {
      throw Answer.error(Refusal.STALE_SESSION);
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

  /** Tells every bridge that the server is going away. */
  void drain() {
    all().forEach(LegStream::drain);
  }

  /** Ends every stream at once. */
  void endAll(RuntimeException error) {
    all().forEach(stream -> stream.end(error));
  }

  /** Ends every stream as soon as what is under way is answered. */
  void endAll() {
    all().forEach(LegStream::endWhenAnswered);
  }
}
