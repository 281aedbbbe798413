package dev.tollbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.record.RecordTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the record stores of a data directory hold, and whether a PostgreSQL database holds the same. */
final class StoredRows {
  private final Path data;
  private final int shards;
  private final String url;

  StoredRows(Path data, int shards, String url) {
    this.data = data;
    this.shards = shards;
    this.url = url;
  }

  long count(RecordTable table) throws SQLException {
    long count = 0;
    for (int shard = 0; shard < shards; shard++) {
      count += number(file(shard), "SELECT count(*) FROM " + table.tableName());
    }
    return count;
  }

  boolean areExported() throws SQLException {
    for (RecordTable table : RecordTable.values()) {
      if (number(url, "SELECT count(*) FROM " + table.tableName()) < count(table)) {
        return false;
      }
    }
    return true;
  }

  /** Compares every row of every table and shard. */
  void requireEqual() throws SQLException {
    for (int shard = 0; shard < shards; shard++) {
      for (RecordTable table : RecordTable.values()) {
        String columns = String.join(", ", table.columns());
        String select = "SELECT " + columns + " FROM " + table.tableName();
        assertThat(rows(url, select + " WHERE shard = " + shard + " ORDER BY sequence"))
            .as("%s of shard %d in PostgreSQL and in SQLite", table, shard)
            .containsExactlyElementsOf(rows(file(shard), select + " ORDER BY sequence"));
      }
    }
  }

  private String file(int shard) {
    return "jdbc:sqlite:" + data.resolve("records").resolve("shard-" + shard + ".db");
  }

  private static long number(String url, String sql) throws SQLException {
    return Long.parseLong(rows(url, sql).getFirst().getFirst());
  }

  private static List<List<String>> rows(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result));
      }
      return rows;
    }
  }

  private static List<String> row(ResultSet result) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
      values.add(String.valueOf(result.getString(column)));
    }
    return values;
  }
}
