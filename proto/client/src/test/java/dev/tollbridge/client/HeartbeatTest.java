package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.StreamLegsRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signs of life: after a quarter of the lease without any other message, by the wall clock. */
class HeartbeatTest {

  private static final Duration QUARTER = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  @Test
  void beatsOnceEveryQuarterOfTheLease() {
    ScriptedStream stream = scene.open();
    scene.loop.advance(QUARTER.minus(MOMENT));
    assertThat(stream.transcript()).containsExactly("open bridge-1 7");
    scene.loop.advance(MOMENT);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "heartbeat");
    scene.loop.advance(QUARTER.multipliedBy(2));
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "heartbeat", "heartbeat", "heartbeat");
  }

  @Test
  void anyOtherMessagePutsItOff() throws InterruptedException {
    ScriptedStream stream = scene.open();
    scene.loop.advance(QUARTER.minus(MOMENT));
    scene.answer(1);
    scene.loop.advance(QUARTER.minus(MOMENT));
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]");
    scene.loop.advance(MOMENT);
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "heartbeat");
  }

  @Test
  void beatsFasterWhenTheServersTimeRunsFaster() {
    scene.client.start();
    scene.loop.run();
    ScriptedStream stream = scene.answerOpen(Scene.terms(0).setTimeScale(60));
    scene.loop.advance(QUARTER.dividedBy(60));
    assertThat(stream.transcript()).containsExactly("open bridge-1 7", "heartbeat");
  }

  @Test
  void showsTheBridgesClockInTheFirstMessageAndThenOnceASecond() throws InterruptedException {
    try (Scene clocked = new Scene(new Transcript(), builder -> builder.clock(() -> Instant.ofEpochSecond(7, 9)))) {
      ScriptedStream stream = clocked.open();
      clocked.answer(1);
      stream.acknowledge(1);
      clocked.loop.advance(Duration.ofSeconds(1));
      clocked.answer(1);
      clocked.loop.advance(QUARTER);
      assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2+2]", "heartbeat");
      assertThat(stream.requests().stream().map(StreamLegsRequest::hasClockTime)).containsExactly(true, false, true,
          true);
      assertThat(stream.requests().getFirst().getClockTime())
          .isEqualTo(Timestamp.newBuilder().setSeconds(7).setNanos(9).build());
    }
  }

  @Test
  void stopsWithTheStream() {
    ScriptedStream stream = scene.open();
    stream.complete();
    scene.loop.run();
    scene.loop.advance(QUARTER.multipliedBy(2));
    assertThat(stream.transcript()).containsExactly("open bridge-1 7");
  }
}
