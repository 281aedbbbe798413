/**
 * The bridge's side of the leg stream: numbering, batching, resending, resuming and back-pressure.
 * Uses only the generated API, gRPC and the JDK; knows nothing of the server.
 */
@NullMarked
package dev.tollbridge.client;

import org.jspecify.annotations.NullMarked;
