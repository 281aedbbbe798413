package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The minute wheel compared with a list of all legs. */
final class MinuteWheelTest {
  private static final long START_MICROS = 1_795_392_000_000_000L;
  private static final int SEEDS = 400;
  private static final int STEPS = 40;

  @Test
  void visitsExactlyTheMinutesThatAreDueInOrder() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Run(seed).run();
    }
  }

  @Test
  void visitsEachMinuteOnceHoweverTimeIsCut() {
    var wheel = new MinuteWheel();
    wheel.add(Legs.leg(1, START_MICROS + 59_999_999));
    List<Long> visited = new ArrayList<>();
    for (long at = START_MICROS; at < START_MICROS + 3 * Leg.MINUTE_MICROS; at += 7_001) {
      wheel.visit(at, at + 7_001, (_, due) -> visited.add(due - START_MICROS));
    }
    assertThat(visited).containsExactly(59_999_999L, 119_999_999L, 179_999_999L);
  }

  @Test
  void refusesToRemoveALegThatItDoesNotHold() {
    var wheel = new MinuteWheel();
    Leg leg = Legs.leg(1, START_MICROS);
    wheel.add(leg);
    wheel.remove(leg);
    assertThatThrownBy(() -> wheel.remove(leg)).isInstanceOf(IllegalStateException.class);
  }

  /** A leg's minute. */
  private record Due(long micros, long ordinal) {}

  /** Legs are added and removed at random, and time moves on in random strides. */
  private static final class Run {
    private final long seed;
    private final Random random;
    private final MinuteWheel wheel = new MinuteWheel();
    private final List<Leg> legs = new ArrayList<>();
    private long lastOrdinal;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      long now = START_MICROS;
      for (int step = 0; step < STEPS; step++) {
        comeAndGo(now);
        long until = now + stride();
        List<Due> expected = expected(now, until);
        assertThat(visited(now, until, Long.MAX_VALUE)).as("seed %d, %d to %d", seed, now, until).isEqualTo(expected);
        now = until;
        removeOneWhileVisiting(now);
        assertThat(wheel.legCount()).as("seed %d", seed).isEqualTo(legs.size());
      }
    }

    private void comeAndGo(long now) {
      for (int i = random.nextInt(6); i > 0; i--) {
        long whole = random.nextBoolean() ? 1_000_000 : 1;
        Leg leg = Legs.leg(++lastOrdinal, now + random.nextLong(-2 * Leg.MINUTE_MICROS, Leg.MINUTE_MICROS) / whole
            * whole);
        legs.add(leg);
        wheel.add(leg);
      }
      if (!legs.isEmpty() && random.nextInt(3) == 0) {
        wheel.remove(legs.remove(random.nextInt(legs.size())));
      }
    }

    private long stride() {
      return switch (random.nextInt(5)) {
        case 0 -> 0;
        case 1 -> 1;
        case 2 -> random.nextLong(2 * MinuteWheel.SLOT_MICROS);
        case 3 -> MinuteWheel.SLOT_MICROS * random.nextInt(1_000);
        default -> random.nextLong(5 * Leg.MINUTE_MICROS);
      };
    }

    /** Visits a stretch of the past again, and removes a leg during the visit. */
    private void removeOneWhileVisiting(long now) {
      if (!legs.isEmpty() && random.nextInt(4) == 0) {
        Leg victim = legs.get(random.nextInt(legs.size()));
        List<Due> expected = expected(now - Leg.MINUTE_MICROS, now);
        assertThat(visited(now - Leg.MINUTE_MICROS, now, victim.ordinal())).as("seed %d", seed).isEqualTo(expected);
        boolean visited = expected.stream().anyMatch(due -> due.ordinal == victim.ordinal());
        assertThat(legs.removeIf(leg -> visited && leg == victim)).isEqualTo(visited);
      }
    }

    private List<Due> visited(long from, long until, long removedOrdinal) {
      List<Due> visited = new ArrayList<>();
      wheel.visit(from, until, (leg, dueMicros) -> {
        visited.add(new Due(dueMicros, leg.ordinal()));
        if (leg.ordinal() == removedOrdinal) {
          wheel.remove(leg);
        }
      });
      return visited;
    }

    private List<Due> expected(long from, long until) {
      List<Due> expected = new ArrayList<>();
      for (Leg leg : legs) {
        for (long due = leg.answerMicros(); due <= until; due += Leg.MINUTE_MICROS) {
          if (due > from) {
            expected.add(new Due(due, leg.ordinal()));
          }
        }
      }
      expected.sort(Comparator.comparingLong(Due::micros).thenComparingLong(Due::ordinal));
      return expected;
    }
  }
}
