package dev.tollbridge.server.record;

import java.util.List;

/** The tables of a record store, for those that copy rows as they are stored. */
public enum RecordTable {
  CALL_RECORD, LEDGER_ENTRY;

  public String tableName() {
    return table().name();
  }

  /** Every column, the sequence first. */
  public List<String> columns() {
    return List.of(table().columns().split(",\\s*", -1));
  }

  /** The time when a row could be there at the earliest. */
  String completedColumn() {
    return switch (this) {
      case CALL_RECORD -> "end_micros";
      case LEDGER_ENTRY -> "book_micros";
    };
  }

  String rowsAfterSql() {
    return "SELECT " + table().columns() + " FROM " + tableName()
        + " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?";
  }

  private Table<?> table() {
    return switch (this) {
      case CALL_RECORD -> CallRecordTable.INSTANCE;
      case LEDGER_ENTRY -> LedgerTable.INSTANCE;
    };
  }
}
