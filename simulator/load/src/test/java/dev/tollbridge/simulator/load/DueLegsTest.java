package dev.tollbridge.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.Numbers;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.RunIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DueLegsTest {
  private static final long BEGIN_NANOS = 5_000;
  private static final Scenario SCENARIO = new Scenario(new ArrivalRate(100), Hold.parse("fixed:10m"),
      Duration.ofSeconds(10), 1_000, new Mix(1, 0, 0), 1, 9, 1);

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Plan plan = new Plan(SCENARIO, Numbers.draw(1, _ -> true));
  private final DueLegs due = new DueLegs(plan,
      new LegDriver.Run(new RunIdentity(SCENARIO, 1), new ServerClock(0, 0, 1), BEGIN_NANOS, stopped::get));

  @Test
  void countsWhatThePlanHasUpToAnInstant() {
    List<PlannedLeg> legs = new ArrayList<>();
    plan.forEach(legs::add);
    assertThat(due.by(0)).isZero();
    assertThat(due.by(BEGIN_NANOS + legs.get(9).startNanos() - 1)).isEqualTo(9);
    assertThat(due.by(BEGIN_NANOS + legs.get(9).startNanos())).isEqualTo(10);
    assertThat(due.lastNanos()).isEqualTo(legs.get(9).startNanos());
    assertThat(due.by(Long.MAX_VALUE)).isEqualTo(legs.size());
  }

  @Test
  void aStoppedRunOwesNoMoreLegs() {
    long count = due.by(BEGIN_NANOS + 1_000_000_000L);
    stopped.set(true);
    assertThat(due.by(Long.MAX_VALUE)).isEqualTo(count).isPositive();
  }
}
