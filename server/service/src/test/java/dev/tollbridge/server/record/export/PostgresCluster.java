package dev.tollbridge.server.record.export;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL on loopback that can be stopped and started again on the same data and port. */
public final class PostgresCluster implements AutoCloseable {
  private final Path directory;
  private EmbeddedPostgres server;
  private int databaseCount;

  public PostgresCluster(Path directory) throws IOException {
    this.directory = directory;
    server = builder().start();
  }

  /** Without fsync, which only a crash of the machine requires: connections are killed here, and stops are clean. */
  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false)
        .setServerConfig("fsync", "off").setServerConfig("shared_buffers", "16MB")
        .setServerConfig("max_connections", "30");
  }

  public void stop() throws IOException {
    server.close();
  }

  public void startAgain() throws IOException {
    server = builder().setPort(server.getPort()).start();
  }

  /** Makes a database and returns its URL, for the superuser. */
  public String createDatabase() throws SQLException {
    String name = "export_" + ++databaseCount;
    execute(url("postgres", "postgres"), "CREATE DATABASE " + name);
    return url(name, "postgres");
  }

  String url(String database, String user) {
    return server.getJdbcUrl(user, database);
  }

  /** Requires a password from this role, and from no other. */
  void demandPassword(String role) throws IOException, SQLException {
    Path file = directory.resolve("pg_hba.conf");
    Files.writeString(file, "host all " + role + " all scram-sha-256\n" + Files.readString(file));
    execute(url("postgres", "postgres"), "SELECT pg_reload_conf()");
  }

  static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
