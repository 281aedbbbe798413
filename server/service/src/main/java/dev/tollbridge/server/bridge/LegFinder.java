package dev.tollbridge.server.bridge;

import java.util.OptionalInt;

/** Asks every shard for an active leg of a session. */
@FunctionalInterface
interface LegFinder {
  /** The shard in which the leg of this end is active; empty if in none. */
  OptionalInt shardOf(String bridgeId, long session, LateEnd end);
}
