package dev.tollbridge.server.record.export;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * The PostgreSQL database to export to.
 *
 * @param jdbcUrl its parameters override our defaults
 */
public record ExportTarget(String jdbcUrl, @Nullable String user, @Nullable String password) {
  public ExportTarget {
    if (!new Driver().acceptsURL(jdbcUrl)) {
      throw new IllegalArgumentException(
          "'" + withoutParameters(jdbcUrl) + "' is not a URL such as jdbc:postgresql://host:5432/database");
    }
  }

  /** Only what may be shown: a URL's parameters can hold a password. */
  @Override
  public String toString() {
    return withoutParameters(jdbcUrl);
  }

  private static String withoutParameters(String url) {
    int question = url.indexOf('?');
    return question < 0 ? url : url.substring(0, question);
  }
}
