package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.rpc.ErrorDetails;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that read nothing, on a transport without buffers: messages wait in the server. */
@Tag("slow")
class LegStreamPressureTest {
  private static final int MAX_WAITING = 20;

  @TempDir
  private static Path directory;
  private static TestServer server;
  private static ApiServer strict;
  private static ManagedChannel channel;

  private String acme;
  private String bridgeId;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    strict = ApiServer.start(InProcessServerBuilder.forName("strict"), server.reign(), server.metrics,
        TestServer.settings(MAX_WAITING), server.access, TestServer.facts());
    channel = InProcessChannelBuilder.forName("strict").build();
  }

  @AfterAll
  static void stop() throws Exception {
    channel.shutdownNow();
    strict.close();
    server.close();
  }

  @BeforeEach
  void create() {
    acme = TestServer.newId();
    bridgeId = TestServer.newId();
    server.create(acme, 100 * TestServer.UNIT);
  }

  private BridgeStream slow() {
    var bridge = BridgeStream.startSlow(channel);
    bridge.open(bridgeId, 1);
    bridge.read(1);
    bridge.opened();
    return bridge;
  }

  private void awaitActiveLegs(long count) {
    server.await(count + " active legs", () -> server.balance(acme).getActiveLegCount() == count);
  }

  @Test
  void chargesOfASlowReaderAreMergedByLeg() {
    var bridge = slow();
    bridge.events(Legs.allAnswered(1, 2, acme, server.now()));
    awaitActiveLegs(2);
    server.advance(Duration.ofSeconds(60));
    server.advance(Duration.ofSeconds(60));
    bridge.read(2);

    List<Charge> charges = bridge.take(StreamLegsResponse::hasCharges).getCharges().getChargesList();

    assertThat(charges).extracting(Charge::getLegNumber).containsExactlyInAnyOrder(1L, 2L);
    assertThat(charges).allSatisfy(charge -> {
      assertThat(charge.getMinute()).isEqualTo(2);
      assertThat(charge.getMinuteCount()).isEqualTo(3);
      assertThat(charge.getAmountMicros()).isEqualTo(60_000);
      assertThat(charge.getTotalMicros()).isEqualTo(60_000);
    });
    bridge.cancel();
  }

  @Test
  void chargesGoBeforeTheClosingOfTheirLeg() {
    var bridge = slow();
    bridge.events(Legs.answered(1, 1, acme, server.now()));
    server.await("the charge", () -> server.balance(acme).getBalanceMicros() == 99_980_000);
    bridge.events(Legs.ended(2, 1, acme, server.now().plusSeconds(1)));
    server.await("the closing", () -> server.balance(acme).getActiveLegCount() == 0);
    bridge.read(4);

    List<StreamLegsResponse.PayloadCase> received = new ArrayList<>();
    do {
      received.add(bridge.take(_ -> true).getPayloadCase());
    } while (received.getLast() != StreamLegsResponse.PayloadCase.CLOSINGS);
    assertThat(received).filteredOn(payload -> payload != StreamLegsResponse.PayloadCase.EVENTS_ACK)
        .containsExactly(StreamLegsResponse.PayloadCase.CHARGES, StreamLegsResponse.PayloadCase.CLOSINGS);
    bridge.cancel();
  }

  /** Also when the closing of a leg that was closed long ago is repeated before them. */
  @Test
  void aRepeatedClosingTakesNoOtherWithIt() {
    var before = slow();
    before.read(10);
    before.events(Legs.answered(1, 1, acme, server.now()), Legs.ended(2, 1, acme, server.now().plusSeconds(1)));
    var _ = before.closed(1);
    before.acknowledge(1L);
    before.halfClose();
    assertThat(before.end()).isEqualTo("OK");
    var bridge = slow();
    bridge.events(Legs.answered(3, 2, acme, server.now()));
    awaitActiveLegs(1);
    bridge.events(Legs.ended(4, 2, acme, server.now().plusSeconds(1)));
    bridge.events(Legs.ended(2, 1, acme, server.now().plusSeconds(1)));
    bridge.events(Legs.answered(5, 3, acme, server.now()));
    server.await("the balance of leg 3", () -> server.balance(acme).getActiveLegCount() == 1
        && server.balance(acme).getBalanceMicros() == 99_940_000);
    bridge.read(10);

    List<Long> order = new ArrayList<>();
    do {
      StreamLegsResponse next = bridge.take(message -> message.hasCharges() || message.hasClosings());
      order.add(next.hasCharges() ? 0 : next.getClosings().getClosings(0).getLegNumber());
    } while (!order.contains(2L));
    assertThat(order).containsSubsequence(0L, 2L);
    bridge.cancel();
  }

  private List<LegEvent> allEnded(long firstSequence, int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(leg -> Legs.ended(firstSequence + leg - 1, leg, acme, server.now())).toList();
  }

  @Test
  void aReaderThatIsTooSlowIsEndedAndLosesNothing() {
    int legs = MAX_WAITING + 10;
    var bridge = slow();
    bridge.events(Legs.allAnswered(1, legs, acme, server.now()));
    awaitActiveLegs(legs);
    bridge.events(allEnded(legs + 1, legs));

    assertThat(bridge.end()).isEqualTo("RESOURCE_EXHAUSTED SLOW_READER");
    assertThat(ErrorDetails.info(bridge.error()).getMetadataMap()).containsKey("max_waiting_messages");

    var back = slow();
    // the closings leave together
    back.read(10 + legs / 100);
    Set<Long> closed = new HashSet<>();
    for (int i = 0; i < legs; i++) {
      LegClosed closing = back.closed();
      closed.add(closing.getLegNumber());
    }
    assertThat(closed).hasSize(legs);
    back.cancel();
  }

  @Test
  void acknowledgementsThatNobodyReadsAreBoundToo() {
    var bridge = slow();
    for (int i = 1; i <= MAX_WAITING + 1; i++) {
      bridge.events(Legs.ended(i, i, acme, server.now()));
    }
    assertThat(bridge.end()).isEqualTo("RESOURCE_EXHAUSTED SLOW_READER");
  }

  @Test
  void aBridgeThatRepeatsEverythingIsEndedAndLosesNothing() {
    var bridge = server.bridge(bridgeId, 1);
    List<LegEvent> events = Legs.allAnswered(1, 1_000, acme, server.now());
    for (int i = 0; i <= 100; i++) {
      bridge.events(events);
    }
    bridge.events(Legs.answered(1_001, 1_001, acme, server.now()));
    assertThat(bridge.ack(1_001).getRejectionsList()).isEmpty();

    for (int i = 0; i <= 100; i++) {
      bridge.events(events);
    }
    assertThat(bridge.end()).isEqualTo("RESOURCE_EXHAUSTED TOO_MANY_REPEATED_EVENTS");
    assertThat(ErrorDetails.info(bridge.error()).getMetadataMap()).containsEntry("max_repeated_events", "100000")
        .containsEntry("expected_sequence", "1002");
    var back = server.bridge(bridgeId, 1);
    back.events(Legs.answered(1_002, 1_002, acme, server.now()));
    assertThat(back.ack(1_002).getRejectionsList()).isEmpty();
    assertThat(server.balance(acme).getActiveLegCount()).isEqualTo(1_002);
  }

  @Test
  void aSlowReaderGetsAllBeforeAPeacefulEnd() {
    var bridge = slow();
    bridge.events(Legs.allAnswered(1, 5, acme, server.now()));
    bridge.halfClose();
    awaitActiveLegs(5);
    bridge.read(10);

    assertThat(bridge.ack(5).getSequence()).isEqualTo(5);
    assertThat(bridge.charge(1).getTotalMicros()).isEqualTo(20_000);
    assertThat(bridge.end()).isEqualTo("OK");
  }
}
