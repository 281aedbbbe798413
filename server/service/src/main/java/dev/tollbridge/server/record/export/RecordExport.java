package dev.tollbridge.server.record.export;

import dev.tollbridge.server.metrics.ExportMetrics;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.RecordStoreException;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.worker.Worker;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies every durable row of the record stores to PostgreSQL, each once. One thread does it all, so the database can
 * be slow or unavailable for any time: the rows stay in the stores, and the server is not affected. What a retry can't
 * solve, such as a database that belongs to another server, stops the export and nothing else.
 */
public final class RecordExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordExport.class);
  private static final Duration LAST_BATCH = Duration.ofSeconds(2);
  private static final Duration BREAKING_OFF = Duration.ofSeconds(15);

  private final ExportTarget target;
  private final ExportDatabase database;
  private final ExportProgress progress;
  private final List<RecordStore> stores;
  private final List<TableCopy> copies = new ArrayList<>();
  private final ExportMetrics metrics;
  private final ExportPace pace;
  private final Worker worker = new Worker("record-export", new Rounds(), this::failed);
  private boolean flushed;
  private boolean prepared;
  private int failureCount;

  private RecordExport(ExportTarget target, String installationId, List<RecordStore> stores, ExportMetrics metrics,
      ExportPace pace) {
    this.target = target;
    this.stores = List.copyOf(stores);
    this.metrics = metrics;
    this.pace = pace;
    database = new ExportDatabase(target, pace.connect());
    progress = new ExportProgress(installationId);
    for (int shard = 0; shard < stores.size(); shard++) {
      for (RecordTable table : RecordTable.values()) {
        copies.add(new TableCopy(shard, table, stores.get(shard), progress));
      }
    }
  }

  /**
   * Starts to export. The database need not be available yet.
   *
   * @param stores one for each shard, in their order, which outlive the export
   * @param engineMicros engine time now, for the age of rows
   */
  public static RecordExport start(ExportSettings settings, List<RecordStore> stores, ExportMetrics metrics,
      LongSupplier engineMicros) {
    return start(settings.target(), settings.installationId(), stores, metrics, engineMicros, ExportPace.DEFAULT);
  }

  static RecordExport start(ExportTarget target, String installationId, List<RecordStore> stores,
      ExportMetrics metrics, LongSupplier engineMicros, ExportPace pace) {
    var export = new RecordExport(target, installationId, stores, metrics, pace);
    export.showLag(engineMicros);
    var _ = export.worker.start();
    return export;
  }

  private void showLag(LongSupplier engineMicros) {
    for (RecordTable table : RecordTable.values()) {
      metrics.addTable(table.tableName(), () -> each(table, TableCopy::lagRows).sum(), () -> TimeUnit.MICROSECONDS
          .toSeconds(each(table, copy -> copy.lagMicros(engineMicros.getAsLong())).max().orElse(0)));
    }
  }

  private LongStream each(RecordTable table, ToLongFunction<TableCopy> value) {
    return copies.stream().filter(copy -> copy.table() == table).mapToLong(value);
  }

  private final class Rounds implements Worker.Task {
    @Override
    public Duration round() throws SQLException, IOException {
      if (!flushed) {
        // After a crash, replay makes rows again that the stores have yet to write, and the database may have them.
        stores.forEach(RecordStore::flush);
        flushed = true;
      }
      copies.forEach(TableCopy::observe);
      boolean more = copyAll();
      if (failureCount > 0) {
        LOG.info("The export continues after {} failures", failureCount);
        failureCount = 0;
      }
      return more ? Duration.ZERO : pace.poll();
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private @Nullable Duration failed(Throwable failure, int inARow) {
    return switch (failure) {
      case SQLException _,IOException _,RecordStoreException _ -> retry(failure, inARow);
      case ExportRefusedException _ -> {
        metrics.stopped();
        LOG.error("The export has stopped and writes nothing to {}: {}", target, failure.getMessage());
        yield null;
      }
      default -> {
        metrics.stopped();
        LOG.error("The export to {} has stopped; no row is lost. Restart the server, and report this", target, failure);
        yield null;
      }
    };
  }

  private Duration retry(Throwable failure, int inARow) {
    // What happened on the connection is unknown: check everything again.
    prepared = false;
    database.disconnect();
    failureCount = inARow;
    Duration wait = pace.retry(inARow);
    if (!worker.isEnding()) {
      metrics.failed();
      LOG.warn("The export to {} failed, no row is lost; next attempt in {}: {}", target, wait, failure.getMessage());
    }
    return wait;
  }

  /** Copies a batch of every table. Returns whether there may be more. */
  private boolean copyAll() throws SQLException, IOException {
    if (prepared && copies.stream().allMatch(copy -> copy.lagRows() == 0)) {
      return false;
    }
    if (!prepared) {
      database.migrate();
    }
    Connection connection = database.connect();
    prepare(connection);
    boolean more = false;
    for (TableCopy copy : copies) {
      more |= copy(connection, copy);
    }
    return more;
  }

  private void prepare(Connection connection) throws SQLException {
    if (!prepared) {
      progress.claim(connection);
      for (TableCopy copy : copies) {
        copy.prepare(connection);
      }
      prepared = true;
      LOG.info("Exporting to {}", target);
    }
  }

  private boolean copy(Connection connection, TableCopy copy) throws SQLException, IOException {
    if (copy.lagRows() == 0 || worker.isEnding()) {
      return false;
    }
    int rowCount = copy.copy(connection, pace.batchRows());
    metrics.exported(copy.table().tableName(), rowCount);
    return rowCount == pace.batchRows();
  }

  /** Ends after the batch that is being copied; aborts that when it takes long, as it can be copied again. */
  @Override
  public void close() {
    worker.end();
    if (!worker.endsWithin(LAST_BATCH)) {
      worker.interrupt();
    }
    database.close();
    var _ = worker.endsWithin(BREAKING_OFF);
  }
}
