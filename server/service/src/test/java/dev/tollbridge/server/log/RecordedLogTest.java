package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.RandomHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs that an earlier build recorded have the same results now, to the last field of the last record: the result of an
 * entry depends only on the entry, the state and its level. If this fails, a rule has changed without a new level, or
 * the format can no longer read what was written: the recordings are right and the code is wrong.
 *
 * <p>{@code -Drecord=true} records the logs of the highest level again, before the test. Only for a new level, never
 * for one that has been released.
 */
final class RecordedLogTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "recorded");
  /** Histories with calls that are too long, orphaned, missing and booked, recharges, expiries, overdrafts, re-ratings. */
  private static final int[] SEEDS = {1_597, 1_749};

  @BeforeAll
  static void recordIfWanted() throws IOException {
    if (Boolean.getBoolean("record")) {
      Path directory = Files.createDirectories(directory(Level.HIGHEST));
      for (Path old : files(directory)) {
        Files.delete(old);
      }
      new Recording(directory, "script").record(new RecordedScript().write());
      for (int seed : SEEDS) {
        new Recording(directory, "random-" + seed).record(entries(seed));
      }
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static Path directory(int level) {
    return RECORDED.resolve("level-" + level);
  }

  private static List<byte[]> entries(long seed) {
    var history = new RandomHistory(seed);
    var engine = new LoggedRun();
    List<RandomHistory.Entry> entries = new ArrayList<>(history.beginning());
    entries.forEach(entry -> engine.apply(LoggedRun.encode(entry)));
    for (int i = 0; i < history.steps(); i++) {
      List<RandomHistory.Entry> next = history.next(engine.anyLegActive());
      next.forEach(entry -> engine.apply(LoggedRun.encode(entry)));
      entries.addAll(next);
    }
    entries.addAll(history.ending());
    return entries.stream().map(LoggedRun::encode).toList();
  }

  static Stream<Recording> recordings() {
    return IntStream.rangeClosed(Level.LOWEST, Level.HIGHEST).mapToObj(RecordedLogTest::directory)
        .flatMap(Recording::in);
  }

  @Test
  void everyLevelHasRecordings() {
    assertThat(IntStream.rangeClosed(Level.LOWEST, Level.HIGHEST).mapToObj(RecordedLogTest::directory))
        .allSatisfy(directory -> assertThat(Files.isDirectory(directory)).isTrue());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void resultsInWhatItDidThen(Recording recording) throws IOException {
    assertThat(recording.replay()).isEqualTo(recording.expected());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void resultsInTheSameFromItsSnapshot(Recording recording) throws IOException {
    int before = recording.snapshotEntries();
    List<String> after = recording.expected().stream().filter(line -> number(line) > before).toList();
    assertThat(recording.replayFromSnapshot()).isEqualTo(after).isNotEmpty();
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(0, line.indexOf(' ')));
  }
}
