package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.server.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A record store's file on disk, without a running server. Nothing here changes it: SQLite opens it as immutable or,
 * when a crash left a write-ahead log next to it, opens a copy of both in a temporary directory.
 */
public final class StoredRecords implements AutoCloseable {
  private static final String WRITE_AHEAD_LOG = "-wal";
  /** The plus keeps SQLite from scanning all entries of an organization for each of its records. */
  private static final String SAME_CHARGE = "r.organization_id = +l.organization_id AND r.usage_id = l.reference"
      + " AND r.charge_micros = -l.amount_micros";
  private static final String JOINED = "JOIN call_record r ON " + SAME_CHARGE;

  private final Connection connection;
  private final @Nullable Path copyDirectory;
  private final int schemaVersion;

  private StoredRecords(Connection connection, @Nullable Path copyDirectory) {
    this.connection = connection;
    this.copyDirectory = copyDirectory;
    schemaVersion = (int) number("PRAGMA user_version");
  }

  /** Opens a file; throws {@link RecordStoreException} when it is missing or not an SQLite file. */
  public static StoredRecords open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new RecordStoreException("is missing", null);
    }
    try {
      Path log = file.resolveSibling(file.getFileName() + WRITE_AHEAD_LOG);
      if (Files.exists(log) && Files.size(log) > 0) {
        return openCopy(file, log);
      }
      return new StoredRecords(connect(file, true), null);
    } catch (SQLException | RecordStoreException e) {
      throw new RecordStoreException("cannot be opened: " + e.getMessage(), e);
    }
  }

  private static StoredRecords openCopy(Path... files) throws IOException, SQLException {
    Path directory = Files.createTempDirectory("tollbridge-verify");
    try {
      for (Path each : files) {
        Files.copy(each, directory.resolve(each.getFileName()));
      }
      return new StoredRecords(connect(directory.resolve(files[0].getFileName()), false), directory);
    } catch (IOException | SQLException | RuntimeException e) {
      DurableFiles.deleteTree(directory);
      throw e;
    }
  }

  private static Connection connect(Path file, boolean immutable) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(immutable);
    return config.createConnection(immutable
        ? "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + "?immutable=1"
        : "jdbc:sqlite:" + file);
  }

  /** The file's own, 0 when it is empty. */
  public int schemaVersion() {
    return schemaVersion;
  }

  /** The newest schema version that this release reads. */
  public static int newestSchemaVersion() {
    return Database.SCHEMA.version();
  }

  /** Faults that SQLite finds in pages and indexes; empty when there are none. */
  public List<String> integrityFaults(int limit) {
    List<String> faults = new ArrayList<>();
    ask("PRAGMA integrity_check(" + limit + ")", row -> faults.add(row.getString(1)));
    faults.remove("ok");
    return faults;
  }

  /** Least and greatest sequence, and how many rows; zeros when the table is empty. */
  public Extent extent(RecordTable table) {
    List<Extent> extents = new ArrayList<>();
    ask("SELECT coalesce(min(sequence), 0), coalesce(max(sequence), 0), count(*) FROM " + table.tableName(),
        row -> extents.add(new Extent(row.getLong(1), row.getLong(2), row.getLong(3))));
    return extents.getFirst();
  }

  /** The rows of a table. */
  public record Extent(long first, long last, long count) {}

  /** Up to which sequence rows may be missing because they were deleted for their age. */
  public long deletedThrough(RecordTable table) {
    return number("SELECT coalesce(max(through_sequence), 0) FROM deletion WHERE table_name = '" + table.tableName()
        + "'");
  }

  /** Reports each run of sequences that is missing and was not deleted for its age. */
  public void gaps(RecordTable table, GapReader reader) {
    long through = deletedThrough(table);
    ask("SELECT before, sequence FROM (SELECT sequence, lag(sequence, 1, " + through
        + ") OVER (ORDER BY sequence) AS before FROM " + table.tableName() + " WHERE sequence > " + through
        + ") WHERE sequence <> before + 1 ORDER BY sequence",
        row -> reader.gap(row.getLong(1) + 1, row.getLong(2) - 1));
  }

  /** Receives the first and last of missing sequences. */
  public interface GapReader {
    void gap(long first, long last);
  }

  /** Passes every ledger entry to the reader, in the order of sequences. */
  public void ledgerEntries(Consumer<LedgerEntry> reader) {
    ask(select(LedgerTable.INSTANCE) + " ORDER BY sequence", row -> reader.accept(LedgerTable.INSTANCE.read(row)));
  }

  /** The call record with this sequence, if it is there. */
  public @Nullable CallRecord callRecord(long sequence) {
    return row(CallRecordTable.INSTANCE, sequence);
  }

  /** The audit entry with this sequence, if it is there. */
  public @Nullable AuditEntry auditEntry(long sequence) {
    return row(AuditTable.INSTANCE, sequence);
  }

  /** The ledger entry with this sequence, if it is there. */
  public @Nullable LedgerEntry ledgerEntry(long sequence) {
    return row(LedgerTable.INSTANCE, sequence);
  }

  /**
   * Reports the USAGE entries that have no call record of the same usage id and charge. When old records were deleted,
   * entries older than the first that has one are left out.
   */
  public void usageWithoutRecord(Consumer<LedgerEntry> reader) {
    long from = deletedThrough(RecordTable.CALL_RECORD) == 0
        ? 0
        : number("SELECT coalesce(min(l.sequence), 9223372036854775807) FROM ledger_entry l " + JOINED);
    ask("SELECT l.* FROM (" + select(LedgerTable.INSTANCE) + ") l LEFT " + JOINED
        + " WHERE l.kind = 'USAGE' AND r.sequence IS NULL AND l.sequence >= " + from + " ORDER BY l.sequence",
        row -> reader.accept(LedgerTable.INSTANCE.read(row)));
  }

  /** Reports the call records with a charge that has no USAGE entry; otherwise as {@link #usageWithoutRecord}. */
  public void recordsWithoutUsage(Consumer<CallRecord> reader) {
    long through = deletedThrough(RecordTable.LEDGER_ENTRY);
    long from = through == 0
        ? 0
        : number("SELECT coalesce(min(r.sequence), 9223372036854775807) FROM ledger_entry l " + JOINED
            + " WHERE l.kind = 'USAGE' AND l.sequence > " + through);
    ask("SELECT r.* FROM (" + select(CallRecordTable.INSTANCE) + ") r LEFT JOIN ledger_entry l ON l.kind = 'USAGE' AND "
        + SAME_CHARGE + " WHERE r.charge_micros <> 0 AND l.sequence IS NULL AND r.sequence >= " + from
        + " ORDER BY r.sequence", row -> reader.accept(CallRecordTable.INSTANCE.read(row)));
  }

  /** Reports each REFUND that takes the refunds of its call above what the call costs by its record or a re-rating. */
  public void refundsAboveCharge(Consumer<LedgerEntry> reader) {
    ask(select(LedgerTable.INSTANCE) + " AS e WHERE kind = 'REFUND' AND (SELECT sum(amount_micros) FROM ledger_entry s"
        + " WHERE s.refunded_record = e.refunded_record AND s.sequence <= e.sequence) > coalesce((SELECT "
        + "new_charge_micros FROM ledger_entry p WHERE p.record_sequence = e.refunded_record AND p.sequence <"
        + " e.sequence ORDER BY p.sequence DESC LIMIT 1), (SELECT charge_micros FROM call_record r WHERE r.sequence ="
        + " e.refunded_record), 9223372036854775807) ORDER BY sequence",
        row -> reader.accept(LedgerTable.INSTANCE.read(row)));
  }

  /** Reports the USAGE entries whose usage id is that of an entry booked less than {@code withinMicros} before. */
  public void repeatedUsage(long withinMicros, Consumer<LedgerEntry> reader) {
    ask(select(LedgerTable.INSTANCE) + " WHERE sequence IN (SELECT sequence FROM (SELECT sequence, book_micros - lag("
        + "book_micros) OVER (PARTITION BY organization_id, reference ORDER BY sequence) AS age FROM ledger_entry "
        + "WHERE kind = 'USAGE') WHERE age <= " + withinMicros + ") ORDER BY sequence",
        row -> reader.accept(LedgerTable.INSTANCE.read(row)));
  }

  private <T> @Nullable T row(Table<T> table, long sequence) {
    List<T> found = new ArrayList<>();
    ask(select(table) + " WHERE sequence = " + sequence, row -> found.add(table.read(row)));
    return found.isEmpty() ? null : found.getFirst();
  }

  private static String select(Table<?> table) {
    return "SELECT " + table.columns() + " FROM " + table.name();
  }

  private long number(String sql) {
    List<Long> numbers = new ArrayList<>();
    ask(sql, row -> numbers.add(row.getLong(1)));
    return numbers.getFirst();
  }

  /** Receives a row of a result. */
  private interface RowReader {
    void row(ResultSet row) throws SQLException;
  }

  private void ask(String sql, RowReader reader) {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.row(rows);
      }
    } catch (SQLException | IllegalArgumentException e) {
      throw new RecordStoreException("cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    } finally {
      if (copyDirectory != null) {
        DurableFiles.deleteTree(copyDirectory);
      }
    }
  }
}
