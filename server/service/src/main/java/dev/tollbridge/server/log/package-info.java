/**
 * The replicated, fsynced log of each shard, on Apache Ratis: codec, state machine adapter, sequencer. Depends on the
 * engine; the router above it depends on this.
 */
@NullMarked
package dev.tollbridge.server.log;

import org.jspecify.annotations.NullMarked;
