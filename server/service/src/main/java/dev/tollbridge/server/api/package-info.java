/**
 * The gRPC services: requests are decoded and checked here, so that nothing malformed reaches the engine, and responses
 * are encoded. Depends on rpc, bridge, shard, record and metrics; nothing but the wiring depends on it.
 */
@NullMarked
package dev.tollbridge.server.api;

import org.jspecify.annotations.NullMarked;
