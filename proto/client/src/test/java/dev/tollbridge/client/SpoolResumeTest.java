package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bridge that dies and restarts with its spool. */
@Timeout(60)
class SpoolResumeTest {

  @TempDir
  private Path folder;
  private SpoolDirectory directory;
  private Scene scene;
  private int lives;

  @BeforeEach
  void firstLife() {
    directory = new SpoolDirectory(folder.resolve("life-0"));
    scene = scene();
  }

  @AfterEach
  void end() {
    close();
  }

  private Scene scene() {
    return new Scene(new Transcript(), builder -> builder.maxUnacknowledgedEvents(1_000).spool(directory.path())
        .spoolLimits(SpoolDirectory.SMALL));
  }

  /** The next run has the files as they are now. */
  private void dieAndStartAgain() throws IOException {
    SpoolDirectory left = directory.copyTo(folder.resolve("life-" + ++lives));
    close();
    directory = left;
    scene = scene();
  }

  private ScriptedStream open(long lastDurableSequence) {
    scene.client.start();
    scene.loop.run();
    return scene.answerOpen(Scene.terms(lastDurableSequence));
  }

  private void close() {
    scene.client.close();
    scene.loop.advance(Scene.MAX_BACKOFF);
    scene.close();
  }

  @Test
  void resendsWhatWasNotAcknowledgedThenListsTheLegsThenGoesOn() throws Exception {
    ScriptedStream stream = scene.open();
    scene.answer(3);
    scene.end(2);
    stream.acknowledge(2);
    scene.loop.run();
    dieAndStartAgain();
    ScriptedStream resumed = open(2);
    scene.answer(1);
    scene.gather();
    assertThat(resumed.transcript()).containsExactly("open bridge-1 7", "events [3+3, 4-2]",
        "active [1, 3] through 4 complete", "events [5+4]");
    assertThat(scene.client.statistics()).isEqualTo(new ClientStatistics(1, 2, 2, 3, 0, 3, 2, 0, 0));
  }

  @Test
  void theServerMayHaveMoreThanItCouldAcknowledge() throws Exception {
    scene.answer(3);
    dieAndStartAgain();
    assertThat(open(2).transcript()).containsExactly("open bridge-1 7", "events [3+3]",
        "active [1, 2] through 3", "active [3] through 3 complete");
    assertThat(scene.transcript.lines).containsExactly("opened", "acknowledged 2");
  }

  @Test
  void aServerThatHasMoreThanTheSpoolStopsTheClient() throws Exception {
    scene.answer(1);
    dieAndStartAgain();
    open(2);
    assertThat(scene.transcript.lines).containsExactly("disconnected " + Status.Code.FAILED_PRECONDITION
        + " for good");
  }

  @Test
  void tellsWhichLegsAreLeftToEnd() throws Exception {
    scene.client.answered(LegAnswered.newBuilder().setLegId("first").build());
    scene.client.answered(LegAnswered.newBuilder().setLegId("second").build());
    scene.client.ended(1, LegEnded.getDefaultInstance());
    assertThat(scene.client.recoveredLegs()).isEmpty();
    dieAndStartAgain();
    assertThat(scene.client.recoveredLegs()).singleElement()
        .isEqualTo(new RecoveredLeg(2, LegAnswered.newBuilder().setLegId("second").build()))
        .extracting(RecoveredLeg::legId).isEqualTo("second");
    scene.end(2);
    dieAndStartAgain();
    assertThat(scene.client.recoveredLegs()).isEmpty();
    assertThat(scene.client.lastLegNumber()).isEqualTo(2);
    assertThat(scene.client.session()).isEqualTo(Scene.SESSION);
  }

  @Test
  void legsThatTheServerRejectedOrClosedAreNotLeft() throws Exception {
    ScriptedStream stream = scene.open();
    scene.answer(3);
    stream.reject(1, 1);
    stream.close(2);
    scene.loop.run();
    dieAndStartAgain();
    assertThat(scene.client.recoveredLegs()).extracting(RecoveredLeg::legNumber).containsExactly(3L);
    assertThat(open(1).transcript()).containsExactly("open bridge-1 7", "events [2+2, 3+3]",
        "active [3] through 3 complete");
  }

  @Test
  void callersWaitWhileTheSpoolIsFull() throws Exception {
    ScriptedStream stream = scene.open();
    AtomicLong reported = new AtomicLong();
    Thread caller = Threads.startAndAwaitWaiting(() -> {
      for (int leg = 0; leg < 100; leg++) {
        reported.set(scene.client.answered(LegAnswered.newBuilder().setLegId("leg-" + leg).build()));
      }
    });
    long full = reported.get();
    assertThat(full).isBetween(10L, 99L);
    while (caller.isAlive()) {
      scene.loop.run();
      stream.acknowledge(scene.client.statistics().eventsSent());
    }
    assertThat(reported).hasValue(100);
  }

  @Test
  void aSpoolInUseIsRefused() {
    assertThatExceptionOfType(SpoolException.class).isThrownBy(this::scene).withMessageContaining("in use");
  }

  @Test
  void aClientThatIsClosedFreesItsSpool() {
    close();
    scene = scene();
    assertThat(scene.client.recoveredLegs()).isEmpty();
  }
}
