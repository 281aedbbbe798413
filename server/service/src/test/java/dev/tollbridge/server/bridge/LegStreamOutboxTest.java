package dev.tollbridge.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.metrics.ServerMetrics;
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

  private final RecordedCall call = new RecordedCall();
  private final LegStreamOutbox outbox = new LegStreamOutbox(call, new ServerMetrics(new SimpleMeterRegistry()), 1, 10,
      failure -> {
        throw failure;
      });

  @Test
  void aSilentStreamIsAliveEachTime() {
    outbox.open(OPENED);
    for (int i = 0; i < 3; i++) {
      outbox.sayAlive();
    }
    assertThat(call.sent()).containsExactly(PayloadCase.OPENED, PayloadCase.ALIVE, PayloadCase.ALIVE);
  }

  @Test
  void anyOtherMessageIsSignEnough() {
    outbox.open(OPENED);
    outbox.sayAlive();
    outbox.send(DRAINING);
    outbox.sayAlive();
    assertThat(call.sent()).containsExactly(PayloadCase.OPENED, PayloadCase.DRAINING);
  }

  @Test
  void nothingGoesOutBeforeOpened() {
    outbox.sayAlive();
    outbox.sayAlive();
    assertThat(call.sent()).isEmpty();
  }

  @Test
  void aTransportThatIsNotReadyIsLeftAlone() {
    outbox.open(OPENED);
    outbox.sayAlive();
    call.ready(false);
    outbox.sayAlive();
    assertThat(call.sent()).containsExactly(PayloadCase.OPENED);
  }

  @Test
  void anEndedStreamIsSilent() {
    outbox.open(OPENED);
    outbox.sayAlive();
    outbox.end(null);
    outbox.sayAlive();
    assertThat(call.sent()).containsExactly(PayloadCase.OPENED);
    assertThat(call.isCompleted()).isTrue();
  }
}
