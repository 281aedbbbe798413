package dev.tollbridge.server.log;

/** Which shard's log a snapshot covers, and up to which entry. */
record LogPosition(int shard, long term, long index) {}
