package dev.tollbridge.server.log;

/** Which shard's log a snapshot stands for, and up to where. */
record LogPosition(int shard, long term, long index) {}
