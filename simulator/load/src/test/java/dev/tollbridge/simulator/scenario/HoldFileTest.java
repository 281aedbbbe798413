package dev.tollbridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldFileTest {
  @TempDir
  private Path folder;

  @Test
  void holdsAreDrawnByWeight() throws IOException {
    Map<Long, Integer> counts = draw("hold_seconds,weight\n30,1\n0,0\n61.5,3\n", 20_000);
    assertThat(counts).containsOnlyKeys(30_000_000L, 61_500_000L);
    assertThat(counts.getOrDefault(61_500_000L, 0) / 20_000.0).isCloseTo(0.75, within(0.02));
  }

  @Test
  void withoutWeightsEveryRowCountsAsMuch() throws IOException {
    assertThat(draw("name,hold_seconds\na,30\nb,90\n", 1_000)).containsOnlyKeys(30_000_000L, 90_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hold_seconds\n", "seconds\n30\n", "hold_seconds\n-1\n", "hold_seconds\n86401\n",
    "hold_seconds\nlong\n", "hold_seconds,weight\n30,-1\n", "hold_seconds,weight\n30,0\n"})
  void whatIsNoHoldFileIsRefusedByName(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), csv);
    assertThatThrownBy(() -> Hold.parse("csv:" + file)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad.csv");
  }

  private Map<Long, Integer> draw(String csv, int times) throws IOException {
    Hold hold = Hold.parse("csv:" + Files.writeString(folder.resolve("holds.csv"), csv));
    SplittableRandom random = new SplittableRandom(1);
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < times; i++) {
      counts.merge(hold.nextMicros(random), 1, Integer::sum);
    }
    return counts;
  }
}
