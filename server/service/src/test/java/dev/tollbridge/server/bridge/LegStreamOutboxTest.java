package dev.tollbridge.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.v1.Draining;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.StreamLegsResponse;
import dev.tollbridge.v1.StreamLegsResponse.PayloadCase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** When a stream sends a sign of life. */
class LegStreamOutboxTest {
  private static final StreamLegsResponse OPENED = StreamLegsResponse.newBuilder()
      .setOpened(Opened.getDefaultInstance()).build();
  private static final StreamLegsResponse DRAINING = StreamLegsResponse.newBuilder()
      .setDraining(Draining.getDefaultInstance()).build();

  private static final long NOW = System.nanoTime();

  private final RecordedCall call = new RecordedCall();
  private final LegStreamOutbox outbox = new LegStreamOutbox(call, Caller.OPEN,
      new ServerMetrics(new SimpleMeterRegistry()), 1, 10,
      failure -> {
        throw failure;
      });

  @Test
  void aSilentStreamIsAliveEachTime() {
    outbox.open(OPENED);
    for (int i = 0; i < 3; i++) {
      outbox.sayAlive(NOW);
    }
    assertThat(call.sent()).containsExactly(PayloadCase.OPENED, PayloadCase.ALIVE, PayloadCase.ALIVE);
  }

  @Test
  void anyOtherMessageIsSignEnough() {
    outbox.open(OPENED);
    outbox.sayAlive(NOW);
    outbox.send(DRAINING);
    outbox.sayAlive(NOW);
    assertThat(call.sent()).containsExactly(PayloadCase.OPENED, PayloadCase.DRAINING);
  }

  @Test
  void nothingGoesOutBeforeOpened() {
    outbox.sayAlive(NOW);
    outbox.sayAlive(NOW);
    assertThat(call.sent()).isEmpty();
  }

  @Test
  void aTransportThatIsNotReadyIsLeftAlone() {
    outbox.open(OPENED);
    outbox.sayAlive(NOW);
    call.ready(false);
    outbox.sayAlive(NOW);
    assertThat(call.sent()).containsExactly(PayloadCase.OPENED);
  }

  @Test
  void anEndedStreamIsSilent() {
    outbox.open(OPENED);
    outbox.sayAlive(NOW);
    outbox.end(null);
    outbox.sayAlive(NOW);
    assertThat(call.sent()).containsExactly(PayloadCase.OPENED);
    assertThat(call.isCompleted()).isTrue();
  }

  @Test
  void aBridgeThatReadsNothingIsCutOff() {
    outbox.open(OPENED);
    outbox.sayAlive(NOW);
    call.ready(false);
    outbox.sayAlive(NOW + StreamLimits.MAX_PAUSE_NANOS);
    outbox.send(DRAINING);
    outbox.sayAlive(NOW + 2 * StreamLimits.MAX_PAUSE_NANOS - 1);
    assertThatThrownBy(() -> outbox.sayAlive(NOW + 2 * StreamLimits.MAX_PAUSE_NANOS))
        .hasMessageContaining("RESOURCE_EXHAUSTED").hasMessageContaining("read nothing for 60 s");
  }

  @Test
  void aBridgeThatReadsALittleIsNot() {
    outbox.open(OPENED);
    for (int i = 1; i < 5; i++) {
      call.ready(false);
      outbox.send(DRAINING);
      outbox.sayAlive(NOW + i * StreamLimits.MAX_PAUSE_NANOS - 1);
      call.ready(true);
      outbox.flush();
      outbox.sayAlive(NOW + i * StreamLimits.MAX_PAUSE_NANOS);
    }
    assertThat(call.sent()).hasSize(5);
  }
}
