package dev.tollbridge.server.log;

import java.nio.file.Path;

/**
 * Something about a file that differs from what the server leaves.
 *
 * @param harmless whether the next start repairs it and nothing is lost
 */
public record Damage(Path file, String what, boolean harmless) {}
