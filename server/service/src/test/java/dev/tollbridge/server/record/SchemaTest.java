package dev.tollbridge.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SchemaTest {
  private static final String FIRST = "CREATE TABLE one (a INTEGER); INSERT INTO one VALUES (7);";
  private static final String SECOND = "-- a comment\nALTER TABLE one ADD COLUMN b INTEGER DEFAULT 8;\nCREATE INDEX by_b ON one (b);\n";

  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void anEmptyDatabaseGetsEveryVersion() throws SQLException {
    upgrade(FIRST, SECOND);
    assertThat(first("SELECT a || ' ' || b FROM one")).isEqualTo("7 8");
    assertThat(first("PRAGMA user_version")).isEqualTo("2");
  }

  @Test
  void anOlderDatabaseGetsWhatItLacks() throws SQLException {
    upgrade(FIRST);
    first("UPDATE one SET a = 9 RETURNING a");
    connection.commit();
    upgrade(FIRST, SECOND);
    assertThat(first("SELECT group_concat(a || ' ' || b) FROM one")).isEqualTo("9 8");
  }

  @Test
  void aDatabaseOfThisVersionIsLeftAlone() throws SQLException {
    upgrade(FIRST);
    upgrade(FIRST);
    assertThat(first("SELECT count(*) FROM one")).isEqualTo("1");
  }

  @Test
  void aVersionThatCannotBeMadeLeavesTheDatabaseAsItWas() throws SQLException {
    upgrade(FIRST);
    assertThatThrownBy(() -> upgrade(FIRST, SECOND, "CREATE TABLE one (a INTEGER)"))
        .isInstanceOf(SQLException.class).hasMessageContaining("already exists");
    assertThat(first("PRAGMA user_version")).isEqualTo("1");
    assertThatThrownBy(() -> first("SELECT b FROM one")).isInstanceOf(SQLException.class);
  }

  private void upgrade(String... scripts) throws SQLException {
    new Schema("PRAGMA user_version", "PRAGMA user_version = %d", Arrays.asList(scripts)).upgrade(connection);
  }

  private String first(String sql) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }
}
