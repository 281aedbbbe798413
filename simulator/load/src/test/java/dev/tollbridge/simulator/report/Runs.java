package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Arrivals;
import dev.tollbridge.simulator.scenario.Attendance;
import dev.tollbridge.simulator.scenario.Faults;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.Decks;
import dev.tollbridge.simulator.verify.Reconciliation;
import dev.tollbridge.simulator.verify.RunIdentity;
import dev.tollbridge.v1.CallType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A run of 200 legs, of which the acknowledgements took 1 to 200 ms, played without a server. */
final class Runs {
  static final Instant BEGAN = Instant.parse("2026-11-23T12:00:00Z");
  static final int LEGS = 200;

  final LoadStatistics statistics = new LoadStatistics();
  final Series series = new Series();
  final Reconciliation reconciliation;

  Runs() {
    this(Faults.NONE);
  }

  /** With faults, which change no figure. */
  Runs(Faults faults) {
    Scenario scenario = new Scenario(new ArrivalRate(100), Arrivals.POISSON, Hold.parse("fixed:1s"),
        Duration.ofSeconds(2), LEGS, new Mix(0, 0, 1), 1, Attendance.PLAIN, 9, 1, faults);
    reconciliation = new Reconciliation(new RunIdentity(scenario, 1000), new Decks(Map.of()), _ -> {
      throw new IllegalStateException("nothing differs");
    });
  }

  /** Plays the run in two seconds; the watchers receive its samples. */
  RunReport play(List<Consumer<Sample>> watchers) {
    Sampler sampler = new Sampler(statistics,
        new Gauges(nanos -> TimeUnit.NANOSECONDS.toSeconds(nanos) * LEGS / 2, () -> 7, () -> 3),
        Stream.concat(watchers.stream(), Stream.of(series)).toList(), 0);
    for (int leg = 1; leg <= LEGS; leg++) {
      statistics.legStarted(CallType.CALL_TYPE_DIAL_OUT, System.nanoTime(), 0);
      statistics.latency(Metric.ACK).record(TimeUnit.MILLISECONDS.toNanos(leg));
      if (leg % (LEGS / 2) == 0) {
        sampler.look(TimeUnit.SECONDS.toNanos(leg / (LEGS / 2)));
      }
    }
    statistics.count(ResponseKind.AUTHORIZATION, "allowed");
    long two = TimeUnit.SECONDS.toNanos(2);
    return new RunReport(statistics, reconciliation, new OfferedRate(LEGS, two, LEGS, two, 0), series, BEGAN,
        Duration.ofMillis(2_500));
  }

  RunReport play() {
    return play(List.of());
  }

  static Assessment passed(RunReport report) {
    return Assessment.of(report, List.of(), 1, false);
  }
}
