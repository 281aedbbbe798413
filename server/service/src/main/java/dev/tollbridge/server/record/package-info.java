/**
 * Call records and ledger entries, which grow for ever, kept outside the heap: one SQLite file a shard, written in the
 * order of the log and read by queries. Depends on leg and account; log and api depend on it.
 */
@NullMarked
package dev.tollbridge.server.record;

import org.jspecify.annotations.NullMarked;
