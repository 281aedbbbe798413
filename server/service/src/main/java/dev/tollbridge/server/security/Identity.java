package dev.tollbridge.server.security;

import org.jspecify.annotations.Nullable;

/**
 * A caller, and what shows that it is that.
 *
 * @param tokenId the token, whose end ends the caller's streams; null when none was needed
 */
record Identity(Caller caller, @Nullable String tokenId) {}
