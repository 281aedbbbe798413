package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine time on virtual time: the wall clock is set, drifts, and is slow or fast. */
final class EngineClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long SECOND_MICROS = 1_000_000;
  private static final long HOUR_MICROS = 3_600 * SECOND_MICROS;
  private static final int SEEDS = 40;
  private static final long NOBODY = Long.MIN_VALUE;

  private final World world = new World(1);

  /** True time, a wall clock that may be off, and bridges that may show theirs. */
  private static final class World {
    private static final Duration ROUND = Duration.ofMillis(200);
    private static final long START_MICROS = 1_795_392_000_000_000L;

    final EngineClock clock;
    private long nanos;
    private long wallOffNanos;
    private long lastMicros = Long.MIN_VALUE;

    World(int timeScale) {
      clock = new EngineClock(this::wall, () -> nanos, START_MICROS, timeScale);
      clock.begin(0);
    }

    private Instant wall() {
      return Instant.EPOCH.plus(START_MICROS, ChronoUnit.MICROS).plusNanos(nanos + wallOffNanos);
    }

    long trueMicros() {
      return START_MICROS + nanos / 1_000;
    }

    long offMicros() {
      return clock.nowMicros() - trueMicros();
    }

    void setWall(Duration off) {
      wallOffNanos = off.toNanos();
    }

    void run(Duration time) {
      run(time, () -> NOBODY);
    }

    /** Lets time pass, and has a bridge show this time in each round. */
    void run(Duration time, LongSupplier shownMicros) {
      for (long end = nanos + time.toNanos(); nanos < end; nanos += ROUND.toNanos()) {
        if (shownMicros.getAsLong() != NOBODY) {
          clock.heardBridge(shownMicros.getAsLong());
        }
        clock.steer();
        assertThat(clock.nowMicros()).as("never backwards").isGreaterThanOrEqualTo(lastMicros);
        lastMicros = clock.nowMicros();
      }
    }
  }

  @Test
  void followsAWallClockThatIsRight() {
    world.run(HOUR);
    assertThat(world.offMicros()).isBetween(-1_000L, 1_000L);
    assertThat(world.clock.warning()).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {-4_000, -1_000, -10, 10, 1_000, 4_000})
  void isSlewedOverASmallDifference(long millis) {
    world.setWall(Duration.ofMillis(millis));
    world.run(Duration.ofSeconds(10));
    assertThat(Math.abs(world.offMicros())).isLessThanOrEqualTo(10 * SECOND_MICROS * EngineClock.MAX_SLEW / 1_000_000);
    world.run(HOUR);
    assertThat(world.offMicros()).isBetween(millis * 1_000 - 1_000, millis * 1_000 + 1_000);
    assertThat(world.clock.warning()).isNull();
  }

  @Test
  void engineTimeThatIsAheadAtTheStartRunsAtHalfSpeedUntilTheWallClockHasCaughtUp() {
    long ahead = world.clock.begin(world.trueMicros() + HOUR_MICROS);
    assertThat(ahead).isEqualTo(HOUR_MICROS);
    assertThat(world.clock.leadMicros()).isEqualTo(HOUR_MICROS);
    assertThat(world.clock.warning()).startsWith("engine time is 3600 s ahead of the wall clock");
    world.run(HOUR, world::trueMicros);
    assertThat(world.offMicros()).isBetween(HOUR_MICROS / 2 - SECOND_MICROS, HOUR_MICROS / 2 + SECOND_MICROS);
    world.run(HOUR.plusMinutes(30), world::trueMicros);
    assertThat(world.offMicros()).isBetween(-SECOND_MICROS, SECOND_MICROS);
    assertThat(world.clock.warning()).isNull();
    assertThat(world.clock.leadMicros()).isZero();
  }

  @Test
  void aFewSecondsAheadAtTheStartAreNoLead() {
    assertThat(world.clock.begin(world.trueMicros() + 4 * SECOND_MICROS)).isZero();
    assertThat(world.clock.warning()).isNull();
  }

  @Test
  void aWallClockSetBackIsFollowedAtHalfSpeedIfNoBridgeShowsALaterTime() {
    world.setWall(HOUR.negated());
    world.run(HOUR);
    assertThat(world.offMicros()).isBetween(-HOUR_MICROS / 2 - SECOND_MICROS, -HOUR_MICROS / 2 + SECOND_MICROS);
  }

  @Test
  void aWallClockSetBackIsHardlyFollowedWhileABridgeShowsALaterTime() {
    world.setWall(HOUR.negated());
    world.run(HOUR, world::trueMicros);
    assertThat(world.offMicros()).isBetween(-19 * SECOND_MICROS, -17 * SECOND_MICROS);
    assertThat(world.clock.leadMicros()).isGreaterThan(HOUR_MICROS - 20 * SECOND_MICROS);
  }

  @Test
  void aWallClockSetForwardIsHardlyFollowedWhileBridgesShowThatItIsWrong() {
    world.setWall(HOUR);
    world.run(HOUR, world::trueMicros);
    assertThat(world.offMicros()).isBetween(17 * SECOND_MICROS, 19 * SECOND_MICROS);
    assertThat(world.clock.warning()).contains("behind the wall clock, which no bridge's clock confirms");
  }

  @Test
  void aWallClockSetForwardIsFollowedAsFarAsABridgeShows() {
    world.setWall(HOUR);
    world.run(Duration.ofSeconds(10), () -> world.trueMicros() + HOUR_MICROS / 2);
    assertThat(world.offMicros()).isBetween(HOUR_MICROS / 2 - SECOND_MICROS, HOUR_MICROS / 2 + SECOND_MICROS);
    world.run(Duration.ofSeconds(10), () -> world.trueMicros() + 2 * HOUR_MICROS);
    assertThat(world.offMicros()).isBetween(HOUR_MICROS - SECOND_MICROS, HOUR_MICROS + SECOND_MICROS);
  }

  @Test
  void aMachineThatWasSuspendedCatchesUpWithoutBridges() {
    world.setWall(HOUR);
    world.run(Duration.ofSeconds(25));
    assertThat(world.offMicros()).isLessThan(SECOND_MICROS);
    world.run(Duration.ofSeconds(10));
    assertThat(world.offMicros()).isEqualTo(HOUR_MICROS);
  }

  @Test
  void runsFasterSinceItsOrigin() {
    var fast = new World(60);
    fast.run(HOUR);
    assertThat(fast.clock.nowMicros()).isBetween(World.START_MICROS + 60 * HOUR_MICROS - SECOND_MICROS,
        World.START_MICROS + 60 * HOUR_MICROS + SECOND_MICROS);
    assertThat(fast.clock.duration(60 * HOUR_MICROS)).isEqualTo("3600 s");
  }

  @Test
  void whateverHappensToTheWallClockEngineTimeNeverGoesBackAndFindsItAgain() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var some = new World(1);
      some.clock.begin(some.trueMicros() + random.nextLong(-HOUR_MICROS, HOUR_MICROS));
      for (int i = 0; i < 5; i++) {
        some.setWall(Duration.ofSeconds(random.nextInt(-7_200, 7_200)));
        some.run(Duration.ofSeconds(random.nextInt(120)),
            random.nextBoolean() ? some::trueMicros : () -> NOBODY);
      }
      some.setWall(Duration.ZERO);
      some.run(HOUR.multipliedBy(7), some::trueMicros);
      assertThat(some.offMicros()).as("seed %d", seed).isBetween(-SECOND_MICROS, SECOND_MICROS);
    }
  }
}
