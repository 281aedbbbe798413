/**
 * The fsynced log of all shards, on Apache Ratis: codec, state machine adapter, sequencer, snapshots,
 * recovery. Depends on the engine.
 */
@NullMarked
package dev.tollbridge.server.log;

import org.jspecify.annotations.NullMarked;
