package dev.tollbridge.server.bridge;

import java.util.OptionalInt;

/** Asks every shard for an active leg of a session. */
@FunctionalInterface
interface LegFinder {
  /** The shard in which it is active; empty if in none. */
  OptionalInt shardOf(String bridgeId, long session, long legNumber);
}
