package dev.tollbridge.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.report.Metric;
import dev.tollbridge.simulator.report.Observed;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.BridgeAudit;
import dev.tollbridge.simulator.verify.Decks;
import dev.tollbridge.simulator.verify.LegAudit;
import dev.tollbridge.simulator.verify.LegOnBridge;
import dev.tollbridge.simulator.verify.Reconciliation;
import dev.tollbridge.simulator.verify.RunIdentity;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One leg at engine time 60 times the wall clock's: a minute falls due every second. */
class ChargeTimesTest {
  private static final long BEGIN_NANOS = 7_000_000_000_000L;
  private static final long BEGIN_MICROS = 1_800_000_000_000_000L;
  private static final RunIdentity IDENTITY = new RunIdentity(new Scenario(new ArrivalRate(1), Hold.parse("fixed:10m"),
      Duration.ofSeconds(1), 1, new Mix(0, 0, 1), 1, 9, 1), 1000);

  private static final PlannedLeg LEG = new PlannedLeg(0, 0, 600_000_000, CallType.CALL_TYPE_DIAL_OUT, 1, 4, 2,
      new PhoneNumber("+12015550123", "US"), new PhoneNumber("+33612345678", "FR"));

  private final LoadStatistics statistics = new LoadStatistics();
  private final ChargeTimes times = new ChargeTimes(
      CompletableFuture.completedFuture(new ServerClock(BEGIN_MICROS, BEGIN_NANOS, 60)), statistics);
  private final BridgeAudit bridge = new Reconciliation(IDENTITY, new Decks(Map.of(CallType.CALL_TYPE_DIAL_OUT,
      DeckTable.parse("prefix,destination,price_per_minute\n33,France,0.02\n".getBytes(StandardCharsets.UTF_8)))),
      _ -> LEG).bridge(0);
  private final LegAudit leg = bridge.answering(new LegOnBridge(IDENTITY, LEG, 0, 1, BEGIN_NANOS, BEGIN_MICROS));

  @Test
  void theFirstMinuteCountsFromTheIntendedStart() {
    charge(0, 1, 30);
    assertLongest(Metric.FIRST_CHARGE, 30);
    assertThat(count(Metric.CHARGE_LATENESS)).isZero();
  }

  @Test
  void aLaterMinuteCountsFromItsDueTimeByTheWallClock() {
    charge(0, 1, 1);
    charge(1, 1, 1_040);
    assertLongest(Metric.CHARGE_LATENESS, 40);
  }

  @Test
  void everyMinuteOfAMergedChargeCounts() {
    charge(3, 4, 5_000);
    assertLongest(Metric.FIRST_CHARGE, 5_000);
    assertThat(count(Metric.CHARGE_LATENESS)).isEqualTo(3);
    assertLongest(Metric.CHARGE_LATENESS, 4_000);
  }

  @Test
  void minutesThatOnlyAStatusCoversCountWhenItArrives() {
    charge(0, 1, 1);
    bridge.interrupted();
    int before = leg.minutes();
    bridge.status(LegStatus.newBuilder().setLegNumber(1).setMinutesCharged(3).setTotalMicros(60_000).build());
    times.heard(leg, before, nanos(6_000));
    assertThat(count(Metric.CHARGE_LATENESS)).isEqualTo(2);
    assertLongest(Metric.CHARGE_LATENESS, 5_000);
  }

  @Test
  void aRepeatedMinuteCountsOnce() {
    charge(0, 1, 1);
    charge(0, 1, 900);
    assertThat(count(Metric.FIRST_CHARGE)).isEqualTo(1);
  }

  @Test
  void aChargeThatSeemsEarlyShowsHowFarTheClockTrails() {
    charge(0, 1, 1);
    charge(1, 1, 950);
    assertLongest(Metric.CHARGE_LATENESS, 0);
    charge(2, 1, 2_010);
    assertLongest(Metric.CHARGE_LATENESS, 60);
  }

  @Test
  void aDisconnectCountsFromTheMinuteThatWasNotPaid() {
    charge(0, 1, 1);
    disconnect(DenialReason.DENIAL_REASON_NO_CREDIT, 1_120);
    assertLongest(Metric.DISCONNECT, 120);
  }

  @Test
  void aLegWithoutAnyCreditCountsFromItsStart() {
    disconnect(DenialReason.DENIAL_REASON_NO_CREDIT, 25);
    assertLongest(Metric.DISCONNECT, 25);
  }

  @Test
  void otherReasonsToHangUpAreNotExhaustion() {
    disconnect(DenialReason.DENIAL_REASON_TOO_LONG, 25);
    assertThat(count(Metric.DISCONNECT)).isZero();
  }

  private void charge(int minute, int count, long atMillis) {
    int before = leg.minutes();
    bridge.charged(Charge.newBuilder().setLegNumber(1).setMinute(minute).setMinuteCount(count)
        .setAmountMicros(20_000L * count).setTotalMicros(20_000L * (minute + 1)).build());
    times.heard(leg, before, nanos(atMillis));
  }

  private void disconnect(DenialReason reason, long atMillis) {
    times.disconnectRequested(leg, DisconnectLeg.newBuilder().setLegNumber(1).setReason(reason).build(),
        nanos(atMillis));
  }

  /** A recorded value is kept to three digits, rounded up. */
  private void assertLongest(Metric metric, long millis) {
    assertThat(Observed.micros(statistics.latency(metric), 100)).isBetween(millis * 1000, millis * 1001);
  }

  private long count(Metric metric) {
    return Observed.count(statistics.latency(metric));
  }

  private static long nanos(long millis) {
    return BEGIN_NANOS + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
