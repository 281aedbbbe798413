package dev.tollbridge.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Meters of the export of records; present only where records are exported. */
public final class ExportMetrics {
  private final MeterRegistry registry;
  private final Map<String, Counter> exportedRows = new ConcurrentHashMap<>();
  private final Counter failures;
  private final AtomicLong stoppedCount = new AtomicLong();

  public ExportMetrics(MeterRegistry registry) {
    this.registry = registry;
    failures = Meters.counter(registry, "tollbridge.export.failures",
        "Attempts to export that failed and are repeated");
    Meters.gauge(registry, "tollbridge.stopped.exports",
        "1 when the export has stopped until the next start, for a reason in the log; otherwise 0", stoppedCount::get);
  }

  /** Shows a table's meters from now on; called once a table. */
  public void addTable(String table, LongSupplier lagRows, LongSupplier lagSeconds) {
    String name = "tollbridge.exported.rows";
    exportedRows.put(table, Counter.builder(name).tag("table", table).description("Rows exported")
        .baseUnit(Meters.unit(name)).register(registry));
    Meters.gauge(registry, "tollbridge.export.lag.rows", "Rows in the record stores and not yet exported", lagRows,
        "table", table);
    Meters.gauge(registry, "tollbridge.export.lag.seconds",
        "Age of the oldest row not yet exported, in engine time, as of the last attempt", lagSeconds, "table", table);
  }

  /** Rows of a table that was added were exported; 0 or more. */
  public void exported(String table, long rowCount) {
    Objects.requireNonNull(exportedRows.get(table)).increment((double) rowCount);
  }

  public void failed() {
    failures.increment();
  }

  public void stopped() {
    stoppedCount.set(1);
  }
}
