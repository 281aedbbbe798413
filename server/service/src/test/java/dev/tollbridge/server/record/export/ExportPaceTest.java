package dev.tollbridge.server.record.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExportPaceTest {
  @Test
  void waitsDoubleUpToTheLongest() {
    var pace = new ExportPace(1, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(10),
        Duration.ofSeconds(1));
    assertThat(IntStream.rangeClosed(1, 6).mapToObj(pace::retry).map(Duration::toSeconds)).containsExactly(2L, 4L, 8L,
        10L, 10L, 10L);
    assertThat(pace.retry(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(10));
  }
}
