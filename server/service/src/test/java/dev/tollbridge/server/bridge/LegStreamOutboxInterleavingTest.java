package dev.tollbridge.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.server.Interleavings;
import dev.tollbridge.server.SlowCaller;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.StreamLegsResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bridge gets the opening first, every charge once and the end last, however shards and stream interleave. */
@Timeout(60)
class LegStreamOutboxInterleavingTest {
  private static final int MINUTES = 20;
  private static final ServerMetrics METRICS = new ServerMetrics(new SimpleMeterRegistry());
  private static final StreamLegsResponse OPENED = StreamLegsResponse.newBuilder()
      .setOpened(Opened.getDefaultInstance()).build();

  @Test
  void nothingIsLostOrOutOfOrder() throws Exception {
    Interleavings.check(LegStreamOutboxInterleavingTest::round);
  }

  private static void round(Random random) throws Exception {
    var bridge = new SlowCaller<StreamLegsResponse>();
    bridge.read(Integer.MAX_VALUE);
    var outbox = new LegStreamOutbox(bridge, Caller.OPEN, METRICS, 1, 1_000, failure -> {
      throw failure;
    });
    Interleavings.together(random, () -> outbox.open(OPENED), () -> shard(outbox, 1), () -> shard(outbox, 2));
    outbox.complete();

    assertThat(bridge.received.getFirst()).isEqualTo(OPENED);
    assertThat(minutes(bridge.received, 1)).isEqualTo(MINUTES);
    assertThat(minutes(bridge.received, 2)).isEqualTo(MINUTES);
    assertThat(bridge.received.stream().filter(StreamLegsResponse::hasDisconnectLeg)).hasSize(2);
    assertThat(bridge.completed).isTrue();
  }

  /** A shard: charges a leg's minutes, then has it hung up. */
  private static void shard(LegStreamOutbox outbox, long leg) {
    for (int minute = 1; minute <= MINUTES; minute++) {
      outbox.charged(leg, minute, 1, 10, 10L * minute);
      if (minute % 4 == 0) {
        outbox.flush();
      }
    }
    outbox.disconnect(leg, DenialReason.NO_CREDIT);
    outbox.flush();
  }

  private static int minutes(List<StreamLegsResponse> received, long leg) {
    return received.stream().flatMap(message -> message.getCharges().getChargesList().stream())
        .filter(charge -> charge.getLegNumber() == leg).mapToInt(Charge::getMinuteCount).sum();
  }
}
