package dev.tollbridge.server.security;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.RateLimitedLog;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The calls that were let in and have not ended. */
final class OpenCalls {
  /** A call's first message must be complete within this time: until then its parts are held in memory. */
  static final long FIRST_MESSAGE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final RateLimitedLog log = new RateLimitedLog(LoggerFactory.getLogger(AccessControl.class));
  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
  private final ServerMetrics metrics;

  /** One of them. */
  interface Entry {
    /** The token that it was let in with; null when none was needed. */
    @Nullable
    String tokenId();

    /** Whether it began before a moment and has sent no message. */
    boolean waitsSince(long nanos);

    void refuse(StatusRuntimeException error);
  }

  OpenCalls(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  void remove(Entry entry) {
    entries.remove(entry);
  }

  int count() {
    return entries.size();
  }

  /** Counts a refusal, and logs some of them. */
  void refused(AccessRefusedException refusal, String peer, String method) {
    metrics.refused(refusal.reason());
    log.warn(() -> peer + " was refused " + method + ": " + refusal.getMessage());
  }

  /** Ends calls whose token has ended, and those that keep the server waiting for their first message. */
  void check(TokenDirectory tokens, long nowNanos) {
    for (Entry entry : entries) {
      String tokenId = entry.tokenId();
      if (tokenId != null && !tokens.isLive(tokenId)) {
        entry.refuse(new AccessRefusedException(AccessRefusal.TOKEN_REVOKED,
            "token " + tokenId + " was revoked or has expired").toStatus());
      } else if (entry.waitsSince(nowNanos - FIRST_MESSAGE_NANOS)) {
        entry.refuse(ApiErrors.resourceExhausted("NO_MESSAGE", "the call sent no complete message for "
            + TimeUnit.NANOSECONDS.toSeconds(FIRST_MESSAGE_NANOS) + " s", Map.of()));
      }
    }
  }
}
