package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.Alive;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client does when its server falls silent, and how it numbers its streams. */
class SilenceTest {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration MOMENT = Duration.ofNanos(1);
  private static final Duration PATIENCE = INTERVAL.multipliedBy(SilenceWatch.MAX_SILENT_INTERVALS);

  private final Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  private ScriptedStream open() {
    scene.client.start();
    scene.loop.run();
    return scene.answerOpen(Scene.terms(0).setAliveInterval(
        com.google.protobuf.Duration.newBuilder().setNanos(INTERVAL.toNanosPart())));
  }

  private static StreamLegsResponse.Builder alive() {
    return StreamLegsResponse.newBuilder().setAlive(Alive.getDefaultInstance());
  }

  @Test
  void aSilentServerIsLeftAndAnotherStreamOpened() {
    ScriptedStream silent = open();
    scene.loop.advance(PATIENCE.minus(MOMENT));
    assertThat(silent.isCancelled()).isFalse();
    scene.loop.advance(MOMENT);
    assertThat(silent.isCancelled()).isTrue();
    scene.reopen(0);
    assertThat(scene.transcript.lines).containsExactly("opened", "disconnected UNAVAILABLE", "reopened");
  }

  @Test
  void aServerThatSaysItIsAliveIsKept() {
    ScriptedStream stream = open();
    for (int i = 0; i < 20; i++) {
      scene.loop.advance(PATIENCE.minus(INTERVAL));
      stream.send(alive());
    }
    scene.loop.run();
    assertThat(stream.isCancelled()).isFalse();
    assertThat(scene.transcript.lines).containsExactly("opened");
  }

  @Test
  void anyOtherMessageIsASignOfLifeToo() throws InterruptedException {
    ScriptedStream stream = open();
    scene.answer(1);
    scene.loop.advance(PATIENCE.minus(INTERVAL));
    stream.acknowledge(1);
    scene.loop.advance(PATIENCE);
    assertThat(stream.isCancelled()).isFalse();
    scene.loop.advance(INTERVAL);
    assertThat(stream.isCancelled()).isTrue();
  }

  @Test
  void aServerThatPromisesNothingMayBeSilent() {
    ScriptedStream stream = scene.open();
    scene.loop.advance(Duration.ofHours(1));
    assertThat(stream.isCancelled()).isFalse();
  }

  @Test
  void nobodyWatchesAStreamThatHasEnded() {
    open().complete();
    scene.loop.run();
    scene.loop.advance(PATIENCE.multipliedBy(2));
    assertThat(scene.transcript.lines).containsExactly("opened", "disconnected OK");
  }

  @Test
  void eachStreamHasAGreaterNumber() {
    long last = 0;
    ScriptedStream stream = open();
    for (int i = 0; i < 5; i++) {
      StreamLegsRequest first = stream.requests().getFirst();
      assertThat(first.getOpen().getStream()).isGreaterThan(last);
      last = first.getOpen().getStream();
      stream.complete();
      scene.loop.run();
      stream = scene.reopen(0);
    }
  }
}
