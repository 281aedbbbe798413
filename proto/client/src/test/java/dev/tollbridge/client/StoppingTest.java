package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.v1.LegAnswered;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the client ends permanently, and what its callers then get. */
@Timeout(60)
class StoppingTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(value = Status.Code.class, names = {"INVALID_ARGUMENT", "FAILED_PRECONDITION", "UNIMPLEMENTED",
    "UNAUTHENTICATED", "PERMISSION_DENIED", "OUT_OF_RANGE", "ABORTED", "DATA_LOSS"})
  void aPermanentStatusStops(Status.Code code) {
    scene.open().fail(code);
    assertStopped(code);
  }

  @ParameterizedTest
  @EnumSource(value = Status.Code.class, names = {"UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL", "UNKNOWN",
    "CANCELLED", "DEADLINE_EXCEEDED"})
  void anyOtherStatusDoesNot(Status.Code code) {
    scene.open().fail(code);
    scene.reopen(0);
    assertThat(scene.transcript.lines).containsExactly("opened", "disconnected " + code, "reopened");
  }

  @Test
  void aServerThatLostAcknowledgedEventsStopsTheClient() throws InterruptedException {
    ScriptedStream broken = scene.open();
    scene.answer(3);
    broken.acknowledge(2);
    broken.fail(Status.Code.UNAVAILABLE);
    ScriptedStream stream = scene.reopen(1);
    assertStopped(Status.Code.DATA_LOSS);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7");
    assertThat(stream.isCancelled()).isTrue();
  }

  @Test
  void aSessionThatTheServerKnowsFromBeforeStopsTheClient() throws InterruptedException {
    scene.client.start();
    scene.answer(3);
    scene.answerOpen(Scene.terms(2));
    assertStopped(Status.Code.FAILED_PRECONDITION);
    assertThat(scene.server.newestStream().transcript()).containsExactly("open bridge-1 7");
  }

  @Test
  void anAcknowledgementOfWhatWasNeverSentStopsTheClient() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(1);
    stream.acknowledge(2);
    scene.loop.run();
    assertStopped(Status.Code.INTERNAL);
    assertThat(scene.client.statistics().unacknowledged()).isEqualTo(1);
  }

  @Test
  void termsWithoutLimitsStopTheClient() {
    scene.client.start();
    scene.loop.run();
    scene.answerOpen(Scene.terms(0).clearLimits());
    assertStopped(Status.Code.INTERNAL);
  }

  @Test
  void aServerThatDoesNotSayOpenedFirstStopsTheClient() {
    scene.client.start();
    scene.loop.run();
    scene.server.newestStream().acknowledge(0);
    scene.loop.run();
    assertStopped(Status.Code.INTERNAL);
  }

  @Test
  void callersThatWaitForSpaceAreSentAway() throws InterruptedException {
    scene.close();
    scene = new Scene(new Transcript(), 1);
    ScriptedStream stream = scene.open();
    scene.answer(1);
    AtomicReference<Exception> thrown = new AtomicReference<>();
    Thread caller = Threads.startAndAwaitWaiting(() -> {
      try {
        scene.client.answered(LegAnswered.getDefaultInstance());
      } catch (IllegalStateException stopped) {
        thrown.set(stopped);
      }
    });
    stream.fail(Status.Code.ABORTED);
    scene.loop.run();
    caller.join();
    assertThat(thrown.get()).hasMessageContaining("ABORTED: scripted");
  }

  @Test
  void awaitOpenedReturnsTheAnswerOrSaysWhyNoneComes() throws InterruptedException, TimeoutException {
    scene.client.start();
    scene.loop.run();
    assertThatThrownBy(() -> scene.client.awaitOpened(Duration.ZERO)).isInstanceOf(TimeoutException.class);
    scene.answerOpen(Scene.terms(0));
    assertThat(scene.client.awaitOpened(Duration.ZERO)).isEqualTo(Scene.terms(0).build());
  }

  @Test
  void awaitOpenedFailsWhenTheServerRefuses() {
    scene.client.start();
    scene.loop.run();
    scene.server.newestStream().fail(Status.Code.FAILED_PRECONDITION);
    scene.loop.run();
    assertThatIllegalStateException().isThrownBy(() -> scene.client.awaitOpened(LONG))
        .withMessageContaining("FAILED_PRECONDITION: scripted");
  }

  @Test
  void closingSendsWhatItCanAndHalfCloses() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.client.answered(LegAnswered.getDefaultInstance());
    scene.client.close();
    scene.loop.run();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]");
    assertThat(stream.isCompleted()).isTrue();
    stream.acknowledge(1);
    stream.complete();
    scene.loop.run();
    assertThat(scene.loop.isClosed()).isTrue();
    assertThat(scene.client.awaitAcknowledged(Duration.ZERO)).isTrue();
    assertThat(scene.transcript.lines).containsExactly("opened", "acknowledged 1");
    assertThatIllegalStateException().isThrownBy(() -> scene.client.answered(LegAnswered.getDefaultInstance()))
        .withMessageContaining("closed by the bridge");
  }

  @Test
  void closingCancelsAStreamThatTheServerDoesNotEnd() {
    ScriptedStream stream = scene.open();
    scene.client.close();
    scene.loop.advance(Duration.ofSeconds(1));
    assertThat(scene.loop.isClosed()).isFalse();
    scene.loop.advance(Duration.ofSeconds(1));
    assertThat(stream.isCancelled()).isTrue();
    assertThat(scene.loop.isClosed()).isTrue();
    assertThat(scene.transcript.lines).containsExactly("opened");
  }

  @Test
  void closingWhileWaitingToReconnectEndsAtOnce() {
    scene.open().fail(Status.Code.UNAVAILABLE);
    scene.loop.run();
    scene.client.close();
    scene.loop.run();
    assertThat(scene.loop.isClosed()).isTrue();
    scene.loop.advance(Scene.MAX_BACKOFF);
    assertThat(scene.server.streamCount()).isEqualTo(1);
  }

  @Test
  void startsOnlyOnce() {
    scene.client.start();
    assertThatIllegalStateException().isThrownBy(scene.client::start);
  }

  private void assertStopped(Status.Code code) {
    scene.loop.run();
    int streams = scene.server.streamCount();
    scene.loop.advance(LONG);
    assertThat(scene.server.streamCount()).isEqualTo(streams);
    assertThat(scene.transcript.lines).endsWith("disconnected " + code + " for good");
    assertThat(scene.loop.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> scene.client.answered(LegAnswered.getDefaultInstance()))
        .withMessageContaining(code.name()).withCauseInstanceOf(StatusRuntimeException.class);
  }
}
