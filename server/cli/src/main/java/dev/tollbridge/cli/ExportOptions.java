package dev.tollbridge.cli;

import dev.tollbridge.server.record.export.ExportTarget;
import dev.tollbridge.server.storage.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where call records and ledger entries are exported to; nowhere unless a URL is given. */
final class ExportOptions {
  @Option(names = "--export-jdbc-url", paramLabel = "URL",
      description = "PostgreSQL database that call records and ledger entries are copied to, such as"
          + " jdbc:postgresql://host:5432/database. Default: none.")
  @Nullable
  String jdbcUrl;

  @Option(names = "--export-user", paramLabel = "USER",
      description = "Its user, if the URL names none; makes the tables at the first start.")
  @Nullable
  String user;

  @Option(names = "--export-password-file", paramLabel = "FILE",
      description = "File whose first line is the user's password.")
  @Nullable
  Path passwordFile;

  /** Whether no option is set without the URL that it applies to. */
  boolean isConsistent() {
    return jdbcUrl != null || (user == null && passwordFile == null);
  }

  /** The database to export to; null for none. */
  @Nullable
  ExportTarget target() {
    if (jdbcUrl == null) {
      return null;
    }
    try {
      return new ExportTarget(jdbcUrl, user, passwordFile == null ? null : firstLine(passwordFile));
    } catch (IllegalArgumentException e) {
      throw new StartupException("--export-jdbc-url: " + e.getMessage());
    }
  }

  private static String firstLine(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElseThrow(() -> new StartupException("--export-password-file " + file + " is empty"));
    } catch (IOException e) {
      throw new StartupException("cannot read --export-password-file: " + e);
    }
  }
}
