package dev.tollbridge.server.record.export;

/**
 * What an operator has exported, and to where.
 *
 * @param installationId names the data directory; a database takes the rows of one only
 */
public record ExportSettings(ExportTarget target, String installationId) {}
