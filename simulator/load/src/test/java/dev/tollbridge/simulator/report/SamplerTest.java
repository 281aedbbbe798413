package dev.tollbridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final long BEGIN_NANOS = 1_000_000_000_000L;

  private final LoadStatistics statistics = new LoadStatistics();
  private final List<String> seen = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void everyLookHasTheCountsSoFarAndTheLatenciesSinceTheLast() {
    Sampler sampler = sampler();
    leg(3_000_000);
    statistics.latency(Metric.ACK).record(TimeUnit.MILLISECONDS.toNanos(7));
    sampler.look(at(1));
    leg(4_000_000);
    statistics.legEnded();
    statistics.legClosed(CallRecord.getDefaultInstance());
    sampler.look(at(2));
    assertThat(seen).containsExactly("1 s: due 10, started 1, ended 0, records 0, acks 1",
        "2 s: due 20, started 2, ended 1, records 1, acks 0");
  }

  @Test
  void progressShowsTheRateOfTheLastSecondAgainstTheTarget() {
    Sampler sampler = sampler();
    sampler.look(at(1));
    for (int i = 0; i < 8; i++) {
      leg(2_500_000);
    }
    statistics.legEnded();
    sampler.look(at(2));
    assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList().getLast()).isEqualTo(
        "    2s  rate 8.0 of 10.0/s  started 8  active 7  ended 1  charges 5  records 0  unacknowledged 6  lag 2.5 ms");
  }

  @Test
  void onATerminalTheLineIsRedrawn() {
    try (ProgressLine progress = new ProgressLine(new PrintStream(printed, true, StandardCharsets.UTF_8), true)) {
      new Sampler(statistics, new Gauges(_ -> 0, () -> 0, () -> 0), List.of(progress), BEGIN_NANOS).look(at(1));
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("\r    1s").endsWith("\u001b[K\n");
  }

  @Test
  void aLegThatStartsMoreThanASecondLateWasNotOfferedInTime() {
    for (int i = 0; i < 98; i++) {
      leg(LoadStatistics.LATE_NANOS);
    }
    leg(LoadStatistics.LATE_NANOS + 1);
    assertThat(statistics.startedLate()).isEqualTo(1);
    assertThat(statistics.offered(0, 99, 1).isReached(1)).isFalse();
    assertThat(statistics.offered(0, 99, 1).isReached(2)).isTrue();
    leg(0);
    assertThat(statistics.offered(0, 100, 1).isReached(1)).isTrue();
    assertThat(statistics.offered(0, 101, 1).isReached(1)).as("a planned leg was not started at all").isFalse();
  }

  @Test
  void theRateIsThatOfTheTimeItTook() {
    OfferedRate rate = new OfferedRate(100, TimeUnit.SECONDS.toNanos(2), 100, TimeUnit.SECONDS.toNanos(4), 50);
    assertThat(rate).hasToString("25.00 of 50.00");
    assertThat(new OfferedRate(0, 0, 0, 0, 0)).hasToString("0.00 of 0.00").matches(none -> none.isReached(0));
  }

  private Sampler sampler() {
    ProgressLine progress = new ProgressLine(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
    return new Sampler(statistics, new Gauges(nanos -> 10 * seconds(nanos), () -> 5, () -> 6),
        List.of(this::note, progress), BEGIN_NANOS);
  }

  private void note(Sample sample) {
    Counts counts = sample.counts();
    seen.add(String.format("%d s: due %d, started %d, ended %d, records %d, acks %d",
        TimeUnit.NANOSECONDS.toSeconds(sample.elapsedNanos()), counts.legsDue(), counts.legsStarted(),
        counts.legsEnded(), counts.records(),
        Objects.requireNonNull(sample.latencies().get(Metric.ACK)).getTotalCount()));
  }

  private void leg(long behindNanos) {
    statistics.legStarted(CallType.CALL_TYPE_DIAL_OUT, BEGIN_NANOS, behindNanos);
  }

  private static long at(int second) {
    return BEGIN_NANOS + TimeUnit.SECONDS.toNanos(second);
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos - BEGIN_NANOS);
  }
}
