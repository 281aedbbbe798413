package dev.tollbridge.server.record;

import java.util.List;

/** The tables of a record store, for copying stored rows. */
public enum RecordTable {
  CALL_RECORD, LEDGER_ENTRY, AUDIT_ENTRY;

  public String tableName() {
    return table().name();
  }

  /** Every column, the sequence first. */
  public List<String> columns() {
    return List.of(table().columns().split(",\\s*", -1));
  }

  /** The earliest time at which a row can exist. */
  String completedColumn() {
    return switch (this) {
      case CALL_RECORD -> "end_micros";
      case LEDGER_ENTRY -> "book_micros";
      case AUDIT_ENTRY -> "at_micros";
    };
  }

  String rowsAfterSql() {
    return "SELECT " + table().columns() + " FROM " + tableName()
        + " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?";
  }

  /** Sequences and times of the rows after one and before another. */
  String agesAfterSql() {
    return "SELECT sequence, " + completedColumn() + " FROM " + tableName()
        + " WHERE sequence > ? AND sequence < ? ORDER BY sequence LIMIT ?";
  }

  /** Deletes the rows after one and up to another, except an organization's last ledger entry. */
  String deleteSql() {
    return switch (this) {
      case CALL_RECORD, AUDIT_ENTRY -> "DELETE FROM " + tableName() + " WHERE sequence > ? AND sequence <= ?";
      case LEDGER_ENTRY -> """
          DELETE FROM ledger_entry AS entry WHERE sequence > ? AND sequence <= ? AND EXISTS (
            SELECT 1 FROM ledger_entry AS later WHERE later.organization_id = entry.organization_id
            AND (later.book_micros, later.sequence) > (entry.book_micros, entry.sequence))""";
    };
  }

  private Table<?> table() {
    return switch (this) {
      case CALL_RECORD -> CallRecordTable.INSTANCE;
      case LEDGER_ENTRY -> LedgerTable.INSTANCE;
      case AUDIT_ENTRY -> AuditTable.INSTANCE;
    };
  }
}
