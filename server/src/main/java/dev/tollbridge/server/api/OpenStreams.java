package dev.tollbridge.server.api;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The leg streams that are open, one a bridge. */
final class OpenStreams {
  private final ConcurrentHashMap<String, LegStream> byBridge = new ConcurrentHashMap<>();

  /** Takes a stream in; an older one of the same bridge is ended. */
  void add(String bridgeId, LegStream stream) {
    LegStream older = byBridge.put(bridgeId, stream);
    if (older != null) {
      older.end(ApiErrors.aborted("STREAM_REPLACED", "the bridge opened another stream"));
    }
  }

  void remove(String bridgeId, LegStream stream) {
    byBridge.remove(bridgeId, stream);
  }

  /** Tells every bridge that the server is going away. */
  void drain() {
    List.copyOf(byBridge.values()).forEach(LegStream::drain);
  }

  /** Ends every stream as soon as the events under way are acknowledged. */
  void endAll() {
    List.copyOf(byBridge.values()).forEach(LegStream::endWhenAcknowledged);
  }
}
