package dev.tollbridge.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.v1.NoticeReason;
import dev.tollbridge.v1.RejectionReason;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMetricsTest {
  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ServerMetrics metrics = new ServerMetrics(registry.throwExceptionOnRegistrationFailure());

  @BeforeEach
  void count() {
    metrics.addShard(0, () -> 11, () -> 5, () -> 12);
    metrics.addShard(3, () -> 13, () -> 0, () -> 0);
    metrics.legAnswered();
    metrics.legAnswered();
    metrics.legEnded();
    metrics.charged("USD", 20_000);
    metrics.charged("USD", 1);
    metrics.charged("EUR", 7);
    metrics.refunded("EUR", 3);
    metrics.chargedLate(1_500_000);
    metrics.overdrawn("USD", 5);
    metrics.rejected(RejectionReason.REJECTION_REASON_UNKNOWN_LEG);
    metrics.noticed(NoticeReason.NOTICE_REASON_END_IN_FUTURE);
    metrics.unpriced(FreeReason.NO_RATE);
    metrics.denied(DenialReason.NO_CREDIT);
    metrics.disconnected(DenialReason.TOO_LONG);
    metrics.closed(CloseReason.ORPHANED);
    metrics.creditWarning(TimeUnit.HOURS);
    metrics.chargesMerged(4);
    metrics.ticked();
    metrics.committed(2_000_000);
    metrics.applied(50_000);
    metrics.addLog(() -> 1);
    metrics.streamOpened();
    metrics.streamOpened();
    metrics.streamClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tollbridge_active_legs{shard=\"0\"} 11.0", "tollbridge_active_legs{shard=\"3\"} 13.0",
    "tollbridge_queued_records{shard=\"0\"} 12.0", "tollbridge_unacknowledged_closings{shard=\"0\"} 5.0",
    "tollbridge_leg_events_total{type=\"answered\"} 2.0",
    "tollbridge_leg_events_total{type=\"ended\"} 1.0", "tollbridge_charges_total 3.0",
    "tollbridge_charged_micros_total{currency=\"USD\"} 20001.0",
    "tollbridge_charged_micros_total{currency=\"EUR\"} 7.0", "tollbridge_refunded_micros_total{currency=\"EUR\"} 3.0",
    "tollbridge_overdrafts_total 1.0",
    "tollbridge_overdraft_micros_total{currency=\"USD\"} 5.0",
    "tollbridge_rejections_total{reason=\"unknown_leg\"} 1.0",
    "tollbridge_rejections_total{reason=\"invalid_field\"} 0.0",
    "tollbridge_notices_total{reason=\"end_in_future\"} 1.0", "tollbridge_notices_total{reason=\"text_cut\"} 0.0",
    "tollbridge_unpriced_legs_total{reason=\"no_rate\"} 1.0",
    "tollbridge_unpriced_legs_total{reason=\"unknown_service_number\"} 0.0",
    "tollbridge_denials_total{reason=\"no_credit\"} 1.0", "tollbridge_denials_total{reason=\"no_licence\"} 0.0",
    "tollbridge_disconnects_total{reason=\"too_long\"} 1.0", "tollbridge_closings_total{reason=\"orphaned\"} 1.0",
    "tollbridge_credit_warnings_total{kind=\"hours\"} 1.0",
    "tollbridge_credit_warnings_total{kind=\"exhausted\"} 0.0",
    "tollbridge_ledger_entries_total{kind=\"refund\"} 0.0", "tollbridge_merged_charges_total 4.0",
    "tollbridge_ticks_total 1.0", "tollbridge_log_entries_total 1.0", "tollbridge_open_streams 1.0",
    "tollbridge_commit_seconds_count 1", "tollbridge_commit_seconds_sum 0.002",
    "tollbridge_apply_seconds_bucket{le=\"+Inf\"} 1", "tollbridge_charge_lateness_seconds_sum 1.5",
    "tollbridge_charge_lateness_seconds_bucket{le=\"+Inf\"} 1"})
  void showsWhatWasCounted(String line) {
    assertThat(registry.scrape().lines()).contains(line);
  }

  @Test
  void everyMeterHasADescriptionAndAUnit() {
    assertThat(registry.getMeters()).isNotEmpty();
    for (Meter meter : registry.getMeters()) {
      assertThat(meter.getId().getDescription()).as(meter.getId().getName()).isNotBlank();
      assertThat(meter.getId().getBaseUnit()).as(meter.getId().getName()).isNotBlank();
      assertThat(meter.getId().getName()).matches("tollbridge\\.[a-z.]+");
    }
  }

  @Test
  void latencyBucketsCoverWhatIsExpected() {
    assertThat(registry.scrape().lines().filter(line -> line.startsWith("tollbridge_commit_seconds_bucket")).count())
        .isBetween(20L, 100L);
  }
}
