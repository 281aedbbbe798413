package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.CallRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Files as the first release made them: its statements, word for word, which must never change with the present ones. */
final class FirstSchema {
  private static final String CALL_RECORD = """
      CREATE TABLE call_record (
        sequence INTEGER PRIMARY KEY,
        usage_id TEXT NOT NULL,
        leg_id TEXT NOT NULL,
        conference_id TEXT NOT NULL,
        organization_id TEXT NOT NULL,
        organizer_id TEXT NOT NULL,
        call_type TEXT NOT NULL,
        service_number TEXT NOT NULL,
        remote_number TEXT NOT NULL,
        remote_country TEXT NOT NULL,
        destination TEXT NOT NULL,
        start_micros INTEGER NOT NULL,
        end_micros INTEGER NOT NULL,
        duration_seconds INTEGER NOT NULL,
        billed_seconds INTEGER NOT NULL,
        connection_fee_micros INTEGER NOT NULL,
        charge_micros INTEGER NOT NULL,
        closing_adjustment_micros INTEGER NOT NULL,
        overdraft_micros INTEGER NOT NULL,
        currency TEXT NOT NULL,
        capability TEXT NOT NULL,
        close_reason TEXT NOT NULL,
        denial TEXT,
        cause TEXT NOT NULL,
        bridge_id TEXT NOT NULL,
        session INTEGER NOT NULL,
        leg_number INTEGER NOT NULL
      ) STRICT""";

  private static final String LEDGER_ENTRY = """
      CREATE TABLE ledger_entry (
        sequence INTEGER PRIMARY KEY,
        organization_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        amount_micros INTEGER NOT NULL,
        balance_micros INTEGER NOT NULL,
        currency TEXT NOT NULL,
        book_micros INTEGER NOT NULL,
        reference TEXT NOT NULL,
        description TEXT NOT NULL
      ) STRICT""";

  private static final List<String> VERSION_1 = List.of(CALL_RECORD, LEDGER_ENTRY,
      "CREATE INDEX call_record_by_start ON call_record (organization_id, start_micros, sequence)",
      "CREATE INDEX call_record_by_usage_id ON call_record (organization_id, usage_id)",
      "CREATE INDEX call_record_by_conference ON call_record (conference_id)",
      "CREATE INDEX call_record_by_leg ON call_record (leg_id)",
      "CREATE INDEX ledger_entry_by_book_time ON ledger_entry (organization_id, book_micros, sequence)");

  private FirstSchema() {}

  static void create(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : VERSION_1) {
        statement.execute(sql);
      }
      statement.execute("PRAGMA user_version = 1");
    }
  }

  /** The columns have stayed the same so far. */
  static void insert(Path file, CallRecord record) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement statement = connection.prepareStatement(CallRecordTable.INSTANCE.insertSql())) {
      CallRecordTable.INSTANCE.bind(new Parameters(statement), record);
      statement.executeUpdate();
    }
  }
}
