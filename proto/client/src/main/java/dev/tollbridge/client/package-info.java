/**
 * The bridge's side of the leg stream: numbering, batching, resending, resuming and back-pressure.
 * One thread a client owns the connection and calls the listener; callers share only the event window with it.
 * A spool keeps the window's events on disk across runs of the bridge.
 * Uses only the generated API, gRPC and the JDK; knows nothing of the server.
 */
@NullMarked
package dev.tollbridge.client;

import org.jspecify.annotations.NullMarked;
