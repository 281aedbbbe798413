/**
 * Shards: routing by organization, the leader's clock and ticks, and where effects go. Depends on log, record and
 * metrics; the API above it depends on this.
 */
@NullMarked
package dev.tollbridge.server.shard;

import org.jspecify.annotations.NullMarked;
