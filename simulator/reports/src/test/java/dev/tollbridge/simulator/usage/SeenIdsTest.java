package dev.tollbridge.simulator.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenIdsTest {
  private final SeenIds seen = new SeenIds();

  @Test
  void everyIdIsNewOnce() {
    int count = 100_000;
    assertThat(IntStream.range(0, count).filter(i -> seen.add("usage-" + i))).hasSize(count);
    assertThat(IntStream.range(0, count).filter(i -> seen.add("usage-" + i))).isEmpty();
    assertThat(seen.isFull()).isFalse();
  }

  @Test
  void anEmptyIdIsNeverARepeat() {
    assertThat(seen.add("")).isTrue();
    assertThat(seen.add("")).isTrue();
  }
}
