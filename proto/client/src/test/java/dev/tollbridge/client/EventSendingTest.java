package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers, batches, acknowledgements and back-pressure on a stream that does not break. */
@Timeout(60)
class EventSendingTest {

  private static final Duration NO_WAIT = Duration.ZERO;

  private Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  @Test
  void saysNothingButOpenBeforeTheServerHasOpened() throws InterruptedException {
    scene.client.start();
    scene.answer(2);
    assertThat(scene.server.newestStream().transcript()).containsExactly("open bridge-1 7");
    scene.answerOpen(Scene.terms(0));
    assertThat(scene.server.newestStream().transcript()).containsExactly("open bridge-1 7", "events [1+1, 2+2]");
  }

  @Test
  void numbersEventsAndLegsInTheOrderOfTheCalls() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(1);
    scene.end(1);
    scene.gather();
    scene.answer(1);
    scene.gather();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2-1]", "events [3+2]");
  }

  @Test
  void eventsGatherWhileOthersAreUnderWay() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(1);
    scene.answer(1);
    scene.end(1);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]");
    stream.acknowledge(1);
    scene.loop.run();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2+2, 3-1]");
  }

  @Test
  void eventsThatFillAMessageDoNotGather() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(1);
    scene.answer(3);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2+2, 3+3, 4+4]");
  }

  @Test
  void anEventGathersForATimeOnly() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(1);
    scene.answer(1);
    scene.loop.advance(Connection.GATHER_TIME.minusNanos(1));
    scene.answer(1);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]");
    scene.loop.advance(Duration.ofNanos(1));
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2+2, 3+3]");
  }

  @Test
  void aLoneEventIsSentAtOnceAgainWhenAllBeforeItAreAcknowledged() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(1);
    scene.answer(1);
    stream.acknowledge(1);
    scene.loop.run();
    stream.acknowledge(2);
    scene.loop.run();
    scene.answer(1);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2+2]", "events [3+3]");
  }

  @Test
  void whatGathersGoesOutBeforeTheStreamIsEnded() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(1);
    scene.answer(1);
    scene.client.close();
    scene.loop.run();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2+2]");
  }

  @Test
  void sendsWhatHasQueuedUpInOneMessageUpToTheLimit() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(7);
    scene.gather();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1, 2+2, 3+3]",
        "events [4+4, 5+5, 6+6]", "events [7+7]");
    assertThat(scene.client.statistics().batchesSent()).isEqualTo(3);
  }

  @Test
  void sendsOnlyWhatTheServerReads() throws InterruptedException {
    scene.server.stopReading();
    scene.client.start();
    scene.loop.run();
    ScriptedStream stream = scene.server.newestStream();
    stream.read(2);
    scene.answerOpen(Scene.terms(0));
    scene.answer(1);
    scene.answer(1);
    scene.answer(1);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]");
    stream.read(1);
    scene.gather();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2+2, 3+3]");
  }

  @Test
  void keepsToTheServersLimitOfUnacknowledgedEvents() throws InterruptedException {
    scene.client.start();
    scene.loop.run();
    Scene.terms(0);
    ScriptedStream stream = scene.server.newestStream();
    scene.answerOpen(Scene.terms(0).setLimits(Scene.terms(0).getLimits().toBuilder().setMaxUnacknowledgedEvents(2)));
    scene.answer(4);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1, 2+2]");
    stream.acknowledge(1);
    scene.gather();
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1, 2+2]", "events [3+3]");
  }

  @Test
  void acknowledgementsReachTheListenerAndTheCallersThatWait() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.answer(3);
    stream.acknowledge(2);
    stream.acknowledge(2);
    scene.loop.run();
    assertThat(scene.client.awaitAcknowledged(NO_WAIT)).isFalse();
    assertThat(scene.client.statistics()).isEqualTo(new ClientStatistics(3, 0, 2, 1, 0, 3, 1, 0, 0));
    stream.acknowledge(3);
    scene.loop.run();
    assertThat(scene.client.awaitAcknowledged(NO_WAIT)).isTrue();
    assertThat(scene.transcript.lines).containsExactly("opened", "acknowledged 2", "acknowledged 3");
  }

  @Test
  void aFullWindowMakesCallersWaitForAcknowledgements() throws InterruptedException {
    scene.close();
    scene = new Scene(new Transcript(), 2);
    ScriptedStream stream = scene.open();
    scene.answer(2);
    AtomicLong third = new AtomicLong();
    Thread caller = Threads.startAndAwaitWaiting(
        () -> third.set(scene.client.answered(LegAnswered.getDefaultInstance())));
    assertThat(third).hasValue(0);
    stream.acknowledge(1);
    scene.loop.run();
    caller.join();
    scene.gather();
    assertThat(third).hasValue(3);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1, 2+2]", "events [3+3]");
  }

  @Test
  void refusesTheEndOfALegThatNeverWas() throws InterruptedException {
    scene.answer(1);
    assertThatIllegalArgumentException().isThrownBy(() -> scene.client.ended(2, LegEnded.getDefaultInstance()));
    assertThatIllegalArgumentException().isThrownBy(() -> scene.client.ended(0, LegEnded.getDefaultInstance()));
    assertThat(scene.client.statistics().unacknowledged()).isEqualTo(1);
  }

  private static LegEnded ended(ScriptedStream stream, int message) {
    return stream.requests().get(message).getEvents().getEvents(0).getEnded();
  }

  @Test
  void anEndNamesTheOrganizationOfItsAnswer() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.client.answered(LegAnswered.newBuilder().setOrganizationId("acme").build());
    scene.loop.run();
    stream.acknowledge(1);
    scene.end(1);
    stream.acknowledge(2);
    scene.client.ended(1, LegEnded.newBuilder().setOrganizationId("globex").build());
    scene.loop.run();
    assertThat(ended(stream, 2).getOrganizationId()).isEqualTo("acme");
    assertThat(ended(stream, 3).getOrganizationId()).isEqualTo("globex");
  }

  @Test
  void anEndNamesItsOrganizationAlsoWhenTheServerHasClosedTheLeg() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.client.answered(LegAnswered.newBuilder().setOrganizationId("acme").build());
    scene.loop.run();
    stream.acknowledge(1);
    stream.close(1);
    scene.loop.run();
    scene.end(1);
    assertThat(ended(stream, 3).getOrganizationId()).isEqualTo("acme");
  }
}
