/**
 * Shards: what every member holds of them, the reign in which a process leads them, routing by organization, and where
 * effects go. Depends on log, record and metrics.
 */
@NullMarked
package dev.tollbridge.server.shard;

import org.jspecify.annotations.NullMarked;
