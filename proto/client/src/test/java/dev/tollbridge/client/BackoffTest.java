package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofMillis(1_500);

  @Test
  void theCeilingDoublesUpToTheMaximumAndStartsAnewAfterAReset() {
    Backoff backoff = new Backoff(FIRST, MAX, drawing(Long.MAX_VALUE));
    assertThat(LongStream.range(0, 6).map(_ -> backoff.next().toMillis())).containsExactly(100L, 200L, 400L, 800L,
        1_500L, 1_500L);
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(FIRST);
  }

  @Test
  void theJitterIsFullButNeverZero() {
    Backoff backoff = new Backoff(FIRST, MAX, drawing(0));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(1));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void drawsFromTheWholeRange() {
    Backoff backoff = new Backoff(FIRST, FIRST, new SplittableRandom(5));
    List<Long> waits = LongStream.range(0, 1_000).mapToObj(_ -> backoff.next().toMillis()).toList();
    assertThat(waits).allMatch(wait -> wait >= 1 && wait <= 100).anyMatch(wait -> wait < 10)
        .anyMatch(wait -> wait > 90);
  }

  @Test
  void refusesBoundsThatAreNone() {
    RandomGenerator random = drawing(0);
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, MAX, random));
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(MAX, FIRST, random));
  }

  /** Draws the value within the bounds that is nearest to the one given. */
  private static RandomGenerator drawing(long value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return value;
      }

      @Override
      public long nextLong(long origin, long bound) {
        return Math.clamp(value, origin, bound - 1);
      }
    };
  }
}
