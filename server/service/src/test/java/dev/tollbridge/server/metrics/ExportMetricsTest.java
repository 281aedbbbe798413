package dev.tollbridge.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportMetricsTest {
  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ExportMetrics metrics = new ExportMetrics(registry.throwExceptionOnRegistrationFailure());

  @BeforeEach
  void addTables() {
    metrics.addTable("call_record", () -> 11, () -> 12);
    metrics.addTable("ledger_entry", () -> 0, () -> 0);
  }

  @Test
  void showsWhatWasCounted() {
    metrics.exported("call_record", 40);
    metrics.exported("call_record", 2);
    metrics.failed();
    assertThat(registry.scrape().lines()).contains("tollbridge_exported_rows_total{table=\"call_record\"} 42.0",
        "tollbridge_exported_rows_total{table=\"ledger_entry\"} 0.0",
        "tollbridge_export_lag_rows{table=\"call_record\"} 11.0",
        "tollbridge_export_lag_seconds{table=\"call_record\"} 12.0", "tollbridge_export_failures_total 1.0",
        "tollbridge_stopped_exports 0.0");
    metrics.stopped();
    assertThat(registry.scrape().lines()).contains("tollbridge_stopped_exports 1.0");
  }

  @Test
  void everyMeterHasADescriptionAndAUnit() {
    for (Meter meter : registry.getMeters()) {
      assertThat(meter.getId().getDescription()).as(meter.getId().getName()).isNotBlank();
      assertThat(meter.getId().getBaseUnit()).as(meter.getId().getName()).isNotBlank();
    }
  }
}
