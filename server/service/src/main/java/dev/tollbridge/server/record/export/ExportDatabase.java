package dev.tollbridge.server.record.export;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** Connections to the database, and its tables. Nothing is connected before it is needed. */
final class ExportDatabase implements AutoCloseable {
  /** One for the rows; migrations take two. */
  private static final int MAX_CONNECTIONS = 2;
  private static final int SOCKET_TIMEOUT_SECONDS = 60;

  private final HikariDataSource pool;

  ExportDatabase(ExportTarget target, Duration connectTimeout) {
    pool = new HikariDataSource(config(target, connectTimeout));
  }

  private static HikariConfig config(ExportTarget target, Duration connectTimeout) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("export");
    config.setJdbcUrl(target.jdbcUrl());
    config.setUsername(target.user());
    config.setPassword(target.password());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(connectTimeout.toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "tollbridge-export");
    // A database that stops answering in the middle must fail, not hold the export for ever.
    config.addDataSourceProperty("socketTimeout", Integer.toString(SOCKET_TIMEOUT_SECONDS));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return config;
  }

  /** Makes the tables, or brings them to this version. Tables of others in the same schema are left alone. */
  void migrate() {
    Flyway.configure(ExportDatabase.class.getClassLoader()).dataSource(pool)
        .locations("classpath:dev/tollbridge/server/record/export").table("tollbridge_schema_history")
        .baselineOnMigrate(true).baselineVersion("0").load().migrate();
  }

  /** A connection in a transaction. */
  Connection connect() throws SQLException {
    Connection connection = pool.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Breaks off what is going on. */
  @Override
  public void close() {
    pool.close();
  }
}
