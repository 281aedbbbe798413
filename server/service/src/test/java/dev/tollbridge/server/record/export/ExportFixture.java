package dev.tollbridge.server.record.export;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tollbridge.server.metrics.ExportMetrics;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.Rows;
import dev.tollbridge.server.record.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Two shards' record stores, exports of them to one database, and what meters, log and database show. */
final class ExportFixture implements AutoCloseable {
  static final int SHARDS = 2;
  static final int BATCH_ROWS = 50;
  static final String INSTALLATION = "installation-1";

  private static final ExportPace PACE = new ExportPace(BATCH_ROWS, Duration.ofMillis(10), Duration.ofMillis(20),
      Duration.ofMillis(100), Duration.ofMillis(500));

  final String url;
  final List<RecordStore> stores = new ArrayList<>();
  final AtomicLong nowMicros = new AtomicLong();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<RecordExport> open = new ArrayList<>();

  private final Path directory;

  ExportFixture(Path directory, String url) {
    this.url = url;
    this.directory = directory;
    openStores();
    log.start();
    exportLog().addAppender(log);
  }

  private void openStores() {
    for (int shard = 0; shard < SHARDS; shard++) {
      stores.add(RecordStore.open(directory.resolve("shard-" + shard + ".db")));
    }
  }

  /** A restart of the server without an export. */
  void reopenStores() {
    closeAll();
    openStores();
  }

  private void closeAll() {
    open.forEach(RecordExport::close);
    open.clear();
    stores.forEach(RecordStore::close);
    stores.clear();
  }

  /** Has every row deleted that may be deleted. */
  void deleteAll() {
    stores.forEach(store -> store.deleteBefore(Long.MAX_VALUE));
  }

  /** Rows deleted from all stores. */
  long deleted() {
    return stores.stream().mapToLong(store -> store.oldRows(RecordTable.CALL_RECORD).deletedCount()
        + store.oldRows(RecordTable.LEDGER_ENTRY).deletedCount()).sum();
  }

  private static Logger exportLog() {
    return (Logger) LoggerFactory.getLogger(RecordExport.class);
  }

  RecordExport start() {
    return start(new ExportTarget(url, null, null), INSTALLATION, registry);
  }

  RecordExport start(ExportTarget target, String installationId, SimpleMeterRegistry into) {
    RecordExport export = RecordExport.start(target, installationId, stores, new ExportMetrics(into), nowMicros::get,
        PACE);
    open.add(export);
    return export;
  }

  /** Adds records (first, last] to every shard, and twice as many ledger entries; they are durable when it returns. */
  void add(long first, long last) {
    for (RecordStore store : stores) {
      for (long sequence = first + 1; sequence <= last; sequence++) {
        store.add(Rows.record(sequence, "acme", sequence));
        store.add(Rows.entry(2 * sequence - 1, "acme", sequence));
        store.add(Rows.entry(2 * sequence, "acme", sequence));
      }
      store.flush();
    }
  }

  /** Whether the database has exactly the rows of {@link #add} up to {@code last}, and its progress agrees. */
  boolean holds(long last) throws SQLException {
    return rows("call_record").equals(state(last)) && rows("ledger_entry").equals(state(2 * last))
        && progress("call_record").equals(progressOf(last)) && progress("ledger_entry").equals(progressOf(2 * last));
  }

  /** Row counts and greatest sequences of the shards: the key is unique, so equal ones mean each row is there once. */
  private String rows(String table) throws SQLException {
    return query("SELECT string_agg(shard || ':' || count || '/' || last, ' ' ORDER BY shard) FROM (SELECT shard,"
        + " count(*) AS count, max(sequence) AS last FROM " + table + " GROUP BY shard) AS shards");
  }

  private String progress(String table) throws SQLException {
    return query("SELECT string_agg(shard || ':' || last_sequence, ' ' ORDER BY shard) FROM export_progress"
        + " WHERE table_name = '" + table + "'");
  }

  private static String state(long last) {
    return "0:%1$d/%1$d 1:%1$d/%1$d".formatted(last);
  }

  private static String progressOf(long last) {
    return "0:%1$d 1:%1$d".formatted(last);
  }

  void awaitRows(long last) throws Exception {
    awaitPrepared();
    Waiting.until("rows up to " + last, () -> holds(last));
  }

  /** Waits until the tables exist and every shard has its progress. */
  void awaitPrepared() throws Exception {
    Waiting.until("tables", () -> !query("SELECT to_regclass('export_progress')").equals("null")
        && query("SELECT count(*) FROM export_progress").equals("6"));
  }

  String query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  void execute(String sql) throws SQLException {
    PostgresCluster.execute(url, sql);
  }

  double exported(String table) {
    return registry.get("tollbridge.exported.rows").tag("table", table).counter().count();
  }

  double lag(String unit, String table) {
    return registry.get("tollbridge.export.lag." + unit).tag("table", table).gauge().value();
  }

  double failures() {
    return registry.get("tollbridge.export.failures").counter().count();
  }

  boolean stopped() {
    return registry.get("tollbridge.stopped.exports").gauge().value() == 1;
  }

  /** What the export logged at this level or above it. */
  List<String> logged(Level level) {
    return List.copyOf(log.list).stream().filter(event -> event.getLevel().isGreaterOrEqual(level))
        .map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    closeAll();
    exportLog().detachAppender(log);
  }
}
