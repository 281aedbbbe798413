package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.Draining;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sends and keeps when its stream breaks and it opens another. */
class ReconnectTest {

  private final Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  @Test
  void resendsWhatIsNotDurableThenListsActiveLegsInPartsThenGoesOn() throws InterruptedException {
    ScriptedStream broken = scene.open();
    scene.answer(5);
    scene.gather();
    scene.end(2);
    scene.gather();
    broken.acknowledge(2);
    broken.fail(Status.Code.UNAVAILABLE);
    scene.loop.run();
    scene.answer(1);
    ScriptedStream stream = scene.reopen(4);
    scene.end(1);
    scene.gather();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [5+5, 6-2, 7+6]",
        "active [1, 3] through 7", "active [4, 5] through 7", "active [6] through 7 complete", "events [8-1]");
    assertThat(scene.transcript.lines).containsExactly("opened", "acknowledged 2", "disconnected UNAVAILABLE",
        "reopened", "acknowledged 4");
    assertThat(scene.client.statistics()).isEqualTo(new ClientStatistics(8, 2, 4, 4, 1, 4, 5, 0, 0));
  }

  @Test
  void listsNoLegsWhenTheStreamOpensForTheFirstTime() throws InterruptedException {
    scene.answer(1);
    assertThat(scene.open().transcript()).containsExactly("open bridge-1 7", "events [1+1]");
  }

  @Test
  void listsLegsOnTheFirstStreamWhenTheServerAsks() throws InterruptedException {
    scene.client.start();
    scene.answer(1);
    scene.answerOpen(Scene.terms(0).setReconciliationRequired(true));
    assertThat(scene.server.newestStream().transcript()).containsExactly("open bridge-1 7", "events [1+1]",
        "active [1] through 1 complete");
  }

  @Test
  void anEmptyListIsOneCompletePart() {
    scene.open().fail(Status.Code.UNAVAILABLE);
    assertThat(scene.reopen(0).transcript()).containsExactly("open bridge-1 7", "active [] through 0 complete");
  }

  @Test
  void fullPartsAreNotFollowedByAnEmptyOne() throws InterruptedException {
    ScriptedStream broken = scene.open();
    scene.answer(2);
    broken.fail(Status.Code.UNAVAILABLE);
    assertThat(scene.reopen(2).transcript()).containsExactly("open bridge-1 7", "active [1, 2] through 2 complete");
  }

  @Test
  void theListWaitsForEventsThatTheServersLimitHoldsBack() throws InterruptedException {
    ScriptedStream broken = scene.open();
    scene.answer(3);
    broken.fail(Status.Code.UNAVAILABLE);
    scene.loop.advance(Scene.MAX_BACKOFF);
    ScriptedStream stream = scene.answerOpen(
        Scene.terms(0).setLimits(Scene.terms(0).getLimits().toBuilder().setMaxUnacknowledgedEvents(2)));
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1, 2+2]");
    stream.acknowledge(2);
    scene.loop.run();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1, 2+2]", "events [3+3]",
        "active [1, 2] through 3", "active [3] through 3 complete");
  }

  @Test
  void rejectedAndClosedLegsAreNotListed() throws InterruptedException {
    ScriptedStream broken = scene.open();
    scene.answer(3);
    broken.reject(2, 2);
    broken.close(3);
    broken.acknowledge(3);
    broken.fail(Status.Code.UNAVAILABLE);
    assertThat(scene.reopen(3).transcript()).containsExactly("open bridge-1 7", "active [1] through 3 complete");
    assertThat(scene.transcript.lines).containsSubsequence("rejected 2", "acknowledged 2", "closed 3",
        "acknowledged 3");
  }

  @Test
  void aLegThatEndedBeforeItsEventsWereResentStaysOutOfTheList() throws InterruptedException {
    ScriptedStream broken = scene.open();
    scene.answer(2);
    scene.end(1);
    broken.fail(Status.Code.UNAVAILABLE);
    assertThat(scene.reopen(0).transcript()).containsExactly("open bridge-1 7", "events [1+1, 2+2, 3-1]",
        "active [2] through 3 complete");
  }

  @Test
  void connectsAgainWhenADrainingServerEndsTheStream() throws InterruptedException {
    ScriptedStream draining = scene.open();
    draining.send(StreamLegsResponse.newBuilder().setDraining(Draining.getDefaultInstance()));
    scene.answer(1);
    draining.acknowledge(1);
    draining.complete();
    scene.reopen(1);
    assertThat(scene.transcript.lines).containsExactly("opened", "draining", "acknowledged 1", "disconnected OK",
        "reopened");
  }

  @Test
  void waitsLongerAfterEachFailureUntilAStreamOpens() {
    scene.open().fail(Status.Code.UNAVAILABLE);
    scene.loop.run();
    for (int attempt = 2; attempt <= 20; attempt++) {
      scene.loop.advance(scene.transcript.retries.getLast());
      assertThat(scene.server.streamCount()).isEqualTo(attempt);
      scene.server.newestStream().fail(Status.Code.RESOURCE_EXHAUSTED);
      scene.loop.run();
    }
    assertThat(scene.transcript.retries).hasSize(20).anyMatch(wait -> wait.toMillis() > 1_000);
    scene.reopen(0).fail(Status.Code.INTERNAL);
    scene.loop.run();
    assertThat(scene.transcript.retries.getLast()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void givesUpAStreamThatTheServerNeverOpens() {
    scene.client.start();
    scene.loop.advance(Duration.ofSeconds(14));
    assertThat(scene.server.newestStream().isCancelled()).isFalse();
    scene.loop.advance(Duration.ofSeconds(1));
    assertThat(scene.server.newestStream().isCancelled()).isTrue();
    assertThat(scene.transcript.lines).containsExactly("disconnected DEADLINE_EXCEEDED");
  }
}
