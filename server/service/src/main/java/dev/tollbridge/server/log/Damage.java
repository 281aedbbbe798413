package dev.tollbridge.server.log;

import java.nio.file.Path;

/**
 * Something about a file that is not as the server would have left it.
 *
 * @param harmless whether the next start mends it and nothing is lost
 */
public record Damage(Path file, String what, boolean harmless) {}
