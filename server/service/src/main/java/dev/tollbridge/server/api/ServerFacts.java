package dev.tollbridge.server.api;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a server knows of itself.
 *
 * @param version of its program; empty when it was not packaged
 * @param openAccess everybody may do everything
 * @param warnings what needs attention now
 * @param notReady why it should get no traffic now
 */
public record ServerFacts(
    String version,
    Instant start,
    boolean openAccess,
    boolean tls,
    boolean clientCertificates,
    Supplier<List<String>> warnings,
    Supplier<List<String>> notReady) {}
