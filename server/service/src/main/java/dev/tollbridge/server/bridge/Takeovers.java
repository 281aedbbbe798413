package dev.tollbridge.server.bridge;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.RateLimitedLog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs bridge ids that pass from one to another: to another identity, or to another address that opens a
 * newer session or ends an open stream. A bridge that was moved does that once; two that fight for an id, or a thief, do
 * it again and again.
 */
final class Takeovers {
  /** Bridge ids whose last address is remembered. */
  private static final int MAX_REMEMBERED = 10_000;

  private final RateLimitedLog log = new RateLimitedLog(LoggerFactory.getLogger(Takeovers.class));
  private final ServerMetrics metrics;
  private final Map<String, Last> lastByBridge = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
      return size() > MAX_REMEMBERED;
    }
  };

  /** Who had a bridge id last. */
  private record Last(long session, String address) {}

  Takeovers(ServerMetrics metrics) {
    this.metrics = metrics;
    metrics.showTakeovers(Takeover.values());
  }

  /**
   * A stream was opened.
   *
   * @param owner the identity that the id belonged to before; empty for nobody
   * @param replaces whether it ended an open stream
   */
  void opened(String bridgeId, long session, StreamHolder holder, String owner, boolean replaces) {
    Last before = remember(bridgeId, new Last(session, holder.address()));
    if (!owner.isEmpty() && !holder.identity().isEmpty() && !owner.equals(holder.identity())) {
      report(Takeover.IDENTITY, bridgeId, session, owner, holder);
    } else if (before != null && !before.address().equals(holder.address())
        && (replaces || session > before.session())) {
      report(Takeover.ADDRESS, bridgeId, session, before.address(), holder);
    }
  }

  private synchronized @Nullable Last remember(String bridgeId, Last last) {
    Last before = lastByBridge.remove(bridgeId);
    lastByBridge.put(bridgeId, last);
    return before;
  }

  private void report(Takeover kind, String bridgeId, long session, String before, StreamHolder now) {
    metrics.takenOver(kind);
    log.warn(() -> "Bridge id " + bridgeId + " was taken over, with session " + session + ", from " + before + " by "
        + now);
  }
}
