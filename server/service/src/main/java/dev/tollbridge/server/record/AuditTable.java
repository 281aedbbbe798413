package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.Author;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Audit entries, in pages by time, which is the order of their sequence. */
final class AuditTable implements Table<AuditEntry> {
  static final AuditTable INSTANCE = new AuditTable();

  private AuditTable() {}

  @Override
  public String name() {
    return "audit_entry";
  }

  @Override
  public String columns() {
    return """
        sequence, at_micros, author, peer, rpc, organization_id, request_id, subject, before_micros, after_micros, \
        outcome""";
  }

  @Override
  public String timeColumn() {
    return "at_micros";
  }

  @Override
  public Position position(AuditEntry entry) {
    return new Position(entry.atMicros(), entry.sequence());
  }

  @Override
  public void bind(Parameters parameters, AuditEntry entry) throws SQLException {
    parameters.number(entry.sequence()).number(entry.atMicros()).text(entry.author().name())
        .text(entry.author().peer()).text(entry.author().rpc()).text(entry.organizationId()).text(entry.requestId())
        .text(entry.subject()).numberOrNull(entry.beforeMicros()).numberOrNull(entry.afterMicros())
        .text(entry.outcome());
  }

  @Override
  public AuditEntry read(ResultSet row) throws SQLException {
    Columns in = new Columns(row);
    return new AuditEntry(in.number(), in.number(), new Author(in.text(), in.text(), in.text()), in.text(), in.text(),
        in.text(), in.numberOrNull(), in.numberOrNull(), in.text());
  }

  /** A page of entries, only of one organization and one author if these are named. */
  String pageSql(AuditFilter filter) {
    return "SELECT " + columns() + " FROM audit_entry WHERE (at_micros, sequence) > (?, ?) AND at_micros < ?"
        + (filter.organizationId().isEmpty() ? "" : " AND organization_id = ?")
        + (filter.author().isEmpty() ? "" : " AND author = ?") + " ORDER BY at_micros, sequence LIMIT ?";
  }
}
