package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tollbridge.v1.LegEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that die without warning, or whose files cannot grow: every event reported as taken is there. */
@Timeout(180)
@Tag("slow")
class SpoolKillTest {

  private static final long SEED = 20_261_123;
  private static final int LIVES = 8;
  private static final int MAX_EVENTS_A_LIFE = 4_000;

  @TempDir
  private Path folder;
  /** Ids of the active legs by number, as far as was printed. */
  private final Map<Long, String> active = new TreeMap<>();
  private final List<Process> started = new ArrayList<>();
  private long lastLegNumber;
  private long printed;

  @AfterEach
  void killWhatAFailureLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void everyPrintedEventIsInTheSpoolAfterKill9() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int life = 1; life <= LIVES; life++) {
      Process bridge = start(SEED + life, "exec \"$@\"");
      try (BufferedReader lines = bridge.inputReader()) {
        for (int left = random.nextInt(1, MAX_EVENTS_A_LIFE); left > 0; left--) {
          follow(lines.readLine());
        }
        assertThatExceptionOfType(SpoolException.class).isThrownBy(this::open).withMessageContaining("in use");
        // Not the process's own method, which would close the pipe with unread output in it.
        bridge.toHandle().destroyForcibly();
        lines.lines().forEach(this::follow);
      }
      assertThat(bridge.waitFor()).as("killed").isEqualTo(128 + 9);
      verify("seed " + SEED + ", life " + life);
    }
  }

  @Test
  void aSpoolThatCannotGrowSaysSoAndKeepsWhatItTook() throws Exception {
    // In KiB: one segment's worth and a bit, so that a record is cut short in the middle.
    Process bridge = start(SEED, "ulimit -f 3; exec \"$@\"");
    String refusal;
    try (BufferedReader lines = bridge.inputReader()) {
      String line = lines.readLine();
      while (!line.startsWith("refused")) {
        follow(line);
        line = lines.readLine();
      }
      refusal = line;
    }
    assertThat(bridge.waitFor()).isEqualTo(1);
    assertThat(refusal).contains("cannot accept the event", "File too large");
    assertThat(printed).isPositive();
    RecoveredState state = open().recovered();
    assertThat(state.numbered()).isEqualTo(printed);
    assertActive(state, "at the limit");
    assertThat(new SpoolDirectory(spool()).tornTails()).isEmpty();
  }

  private Path spool() {
    return folder.resolve("spool");
  }

  private Spool open() {
    Spool spool = Spool.open(spool(), SpoolDirectory.BRIDGE, 1, SpoolLimits.DEFAULT);
    spool.close();
    return spool;
  }

  private Process start(long seed, String script) throws IOException {
    List<String> java = List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx64m",
        "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"),
        SpoolingBridge.class.getName(), spool().toString(), Long.toString(seed));
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script, "bash");
    builder.command().addAll(java);
    Process bridge = builder.redirectError(folder.resolve("log").toFile()).start();
    started.add(bridge);
    return bridge;
  }

  private void follow(String line) {
    String[] words = line.split(" ", -1);
    long number = Long.parseLong(words[1]);
    printed++;
    if (words[0].equals("+")) {
      lastLegNumber = number;
      active.put(number, words[2]);
    } else {
      assertThat(active.remove(number)).isNotNull();
    }
  }

  /** One event may have been taken that the process did not print before it died. */
  private void verify(String where) {
    RecoveredState state = open().recovered();
    assertThat(state.numbered()).as(where).isBetween(printed, printed + 1);
    if (state.numbered() > printed) {
      followUnprinted(state);
    }
    assertThat(state.lastLegNumber()).as(where).isEqualTo(lastLegNumber);
    assertActive(state, where);
  }

  private void followUnprinted(RecoveredState state) {
    LegEvent last = state.unacknowledged().isEmpty() ? null : state.unacknowledged().getLast();
    printed++;
    if (last == null || last.hasAnswered()) {
      lastLegNumber = state.lastLegNumber();
    }
    // Acknowledged or not, it is one leg more or one less.
    Map<Long, String> recovered = ids(state);
    assertThat(Math.abs(recovered.size() - active.size())).isEqualTo(1);
    active.keySet().retainAll(recovered.keySet());
    active.putAll(recovered);
  }

  private void assertActive(RecoveredState state, String where) {
    assertThat(ids(state)).as(where).isEqualTo(active);
  }

  private static Map<Long, String> ids(RecoveredState state) {
    Map<Long, String> ids = new TreeMap<>();
    state.activeLegs().forEach(leg -> ids.put(leg.getLegNumber(), leg.getAnswered().getLegId()));
    return ids;
  }
}
