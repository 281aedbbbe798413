package dev.tollbridge.server.record;

/**
 * Which audit entries are wanted.
 *
 * @param organizationId empty: of all organizations, and of what they share
 * @param author empty: of everybody
 */
public record AuditFilter(String organizationId, String author) {}
