package dev.tollbridge.core.engine;

/**
 * Makes a request that moves money idempotent.
 *
 * @param requestId the caller's key, unique within the organization
 * @param fingerprint hash of the whole payload; a repeat must have the same
 */
public record Request(String requestId, long fingerprint) {}
