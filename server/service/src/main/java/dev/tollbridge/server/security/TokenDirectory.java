package dev.tollbridge.server.security;

import dev.tollbridge.core.engine.AccessToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tokens as they were at the last refresh: calls are judged by this copy, without waiting for a shard. */
public final class TokenDirectory {
  private volatile Table table = Table.of(List.of());
  private volatile Supplier<List<AccessToken>> source = List::of;
  private volatile LongSupplier nowMicros = () -> 0;

  private record Table(List<AccessToken> all, Map<String, AccessToken> byId,
      Map<String, AccessToken> byCertificate) {
    static Table of(List<AccessToken> all) {
      Map<String, AccessToken> byId = new HashMap<>();
      Map<String, AccessToken> byCertificate = new HashMap<>();
      for (AccessToken token : all) {
        byId.put(token.tokenId(), token);
        if (!token.certificateName().isEmpty()) {
          // at most one is live, and that is the last
          byCertificate.put(token.certificateName(), token);
        }
      }
      return new Table(all, Map.copyOf(byId), Map.copyOf(byCertificate));
    }
  }

  /**
   * Shows these tokens from now on; before, there are none.
   *
   * @param tokens another list after each change
   * @param clock engine time, by which they expire
   */
  public void follow(Supplier<List<AccessToken>> tokens, LongSupplier clock) {
    source = tokens;
    nowMicros = clock;
    refresh();
  }

  /** Makes changes visible. */
  @SuppressWarnings("ReferenceEquality") // the same list means that nothing has changed
  public void refresh() {
    List<AccessToken> now = source.get();
    if (now != table.all()) {
      table = Table.of(now);
    }
  }

  @Nullable
  AccessToken byId(String tokenId) {
    return table.byId().get(tokenId);
  }

  @Nullable
  AccessToken byCertificate(String name) {
    return table.byCertificate().get(name);
  }

  /** Whether a token is neither revoked nor expired. */
  boolean isLive(String tokenId) {
    AccessToken token = byId(tokenId);
    return token != null && token.isLive(nowMicros());
  }

  long nowMicros() {
    return nowMicros.getAsLong();
  }
}
