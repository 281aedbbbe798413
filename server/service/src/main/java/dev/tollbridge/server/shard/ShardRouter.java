package dev.tollbridge.server.shard;

import java.util.List;

/** The shards, and which of them an organization belongs to. What all of them share is in the {@link Catalog}. */
public final class ShardRouter {
  private final List<Shard> shards;
  private final EngineClock clock;

  ShardRouter(List<Shard> shards, EngineClock clock) {
    this.shards = List.copyOf(shards);
    this.clock = clock;
  }

  public EngineClock clock() {
    return clock;
  }

  public List<Shard> shards() {
    return shards;
  }

  /** The shard that decides what all shards have in common. */
  public Shard first() {
    return shards.getFirst();
  }

  /** The shard that an organization belongs to, permanently. */
  public Shard of(String organizationId) {
    int hash = organizationId.hashCode() * 0x9E3779B9;
    return shards.get(Integer.remainderUnsigned(hash ^ (hash >>> 16), shards.size()));
  }
}
