package dev.tollbridge.server.record;

import java.util.List;

/**
 * Reads the rows that a list had when the scan was made, in their order, some at a time. Sequences only grow, so the
 * last one of that moment excludes later rows. Between two reads neither a connection nor a transaction is held, so a
 * scan may take any time. Not thread-safe.
 */
public final class RecordScan<T> {
  private final RecordQueries queries;
  private final Table<T> table;
  private final String organizationId;
  private final long toMicros;
  private final long lastSequence;
  private Position position;

  RecordScan(RecordQueries queries, Table<T> table, String organizationId, long fromMicros, long toMicros,
      long lastSequence) {
    this.queries = queries;
    this.table = table;
    this.organizationId = organizationId;
    this.toMicros = toMicros;
    this.lastSequence = lastSequence;
    position = Position.before(fromMicros);
  }

  /** Up to {@code limit} more rows; none at the end. */
  public List<T> next(int limit) {
    List<T> rows = queries.rows(table, organizationId, position, toMicros, lastSequence, limit);
    if (!rows.isEmpty()) {
      position = table.position(rows.getLast());
    }
    return rows;
  }
}
