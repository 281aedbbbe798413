/**
 * Call records and ledger entries, which grow without limit, kept outside the heap: one SQLite file a shard, written in
 * the order of the log and read by queries. Depends on the engine's values.
 */
@NullMarked
package dev.tollbridge.server.record;

import org.jspecify.annotations.NullMarked;
