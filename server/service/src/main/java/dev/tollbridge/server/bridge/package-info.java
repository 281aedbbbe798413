/**
 * The bridges' streams: numbered leg events in, acknowledgements, charges and closings out, each stream in order and
 * resumable. Depends on rpc, shard and record; api opens streams.
 */
@NullMarked
package dev.tollbridge.server.bridge;

import org.jspecify.annotations.NullMarked;
