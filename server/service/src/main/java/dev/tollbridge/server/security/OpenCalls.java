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
  /** A call's first message, and each that has begun, must be complete within this time: its parts are in memory. */
  static final long FIRST_MESSAGE_NANOS = TimeUnit.SECONDS.toNanos(30);
  /** For a message on a connection that is not read; longer than others can hold it up that are stuck. */
  static final long HURRIED_NANOS = TimeUnit.SECONDS.toNanos(5);
  /** A stream whose responses nobody reads keeps a place and what it is made from. */
  static final long UNREAD_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final RateLimitedLog log = new RateLimitedLog(LoggerFactory.getLogger(AccessControl.class));
  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> countByAccount = new ConcurrentHashMap<>();
  private final ServerMetrics metrics;

  /** One of them. */
  interface Entry {
    /** The token that it was let in with; null when none was needed. */
    @Nullable
    String tokenId();

    /** What it was admitted for. */
    String account();

    /** Whether it began before a moment and has sent no message, or a message of it began then and is not complete. */
    boolean waitsSince(long nanos);

    /** Whether a message of it is not complete, and its connection has not been read, since before a moment. */
    boolean isHeldUpSince(long nanos);

    /** Whether it is open and its responses have waited since before a moment. */
    boolean isUnreadSince(long nanos);

    void refuse(StatusRuntimeException error);
  }

  OpenCalls(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  /** Counts a call that {@link #add} or {@link #leave} follows; throws RESOURCE_EXHAUSTED when there are too many. */
  void enter(String account, int most) {
    int count = countByAccount.merge(account, 1, Integer::sum);
    if (count > most) {
      leave(account);
      metrics.limited(PeerLimit.CALLS);
      throw ApiErrors.resourceExhausted(PeerLimit.CALLS.reason(),
          "this caller has " + most + " calls open, which is the most", Map.of("max_calls", Integer.toString(most)));
    }
  }

  void leave(String account) {
    countByAccount.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  void remove(Entry entry) {
    if (entries.remove(entry)) {
      leave(entry.account());
    }
  }

  int count() {
    return entries.size();
  }

  /** Counts a refusal, and logs some of them. */
  void refused(AccessRefusedException refusal, String peer, String method) {
    metrics.refused(refusal.reason());
    log.warn(() -> peer + " was refused " + method + ": " + refusal.getMessage());
  }

  /** Ends calls whose token has ended, and those that keep the server waiting for a message or a reader. */
  void check(TokenDirectory tokens, long nowNanos) {
    for (Entry entry : entries) {
      String tokenId = entry.tokenId();
      if (tokenId != null && !tokens.isLive(tokenId)) {
        entry.refuse(new AccessRefusedException(AccessRefusal.TOKEN_REVOKED,
            "token " + tokenId + " was revoked or has expired").toStatus());
      } else if (entry.waitsSince(nowNanos - FIRST_MESSAGE_NANOS)) {
        end(entry, PeerLimit.SLOW_WRITERS,
            "the call sent no complete message for " + TimeUnit.NANOSECONDS.toSeconds(FIRST_MESSAGE_NANOS) + " s");
      } else if (entry.isHeldUpSince(nowNanos - HURRIED_NANOS)) {
        end(entry, PeerLimit.SLOW_WRITERS, "the connection has sent more than the server can handle; repeat the call");
      } else if (entry.isUnreadSince(nowNanos - UNREAD_NANOS)) {
        end(entry, PeerLimit.SLOW_READERS,
            "nothing was read for " + TimeUnit.NANOSECONDS.toSeconds(UNREAD_NANOS) + " s; repeat the call");
      }
    }
  }

  private void end(Entry entry, PeerLimit limit, String message) {
    metrics.limited(limit);
    entry.refuse(ApiErrors.resourceExhausted(limit.reason(), message, Map.of()));
  }
}
