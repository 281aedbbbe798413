package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.tollbridge.server.rpc.ErrorDetails;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.StreamLegsRequest;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LegStreamProtocolTest {
  private static final String FIELDS = "INVALID_ARGUMENT INVALID_FIELDS ";

  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static DynamicTest ends(String name, String expected, Consumer<BridgeStream> talk) {
    return DynamicTest.dynamicTest(name, () -> {
      var bridge = BridgeStream.start(server.channel());
      talk.accept(bridge);
      assertThat(bridge.end()).isEqualTo(expected);
    });
  }

  /** A stream that is opened first, for a bridge of its own. */
  private static DynamicTest endsOnceOpen(String name, String expected, Consumer<BridgeStream> talk) {
    return ends(name, expected, bridge -> {
      bridge.open(TestServer.newId(), 1);
      talk.accept(bridge);
    });
  }

  @TestFactory
  Stream<DynamicTest> firstMessagesThatEndTheStream() {
    return Stream.of(
        ends("a heartbeat", FIELDS + "payload", BridgeStream::heartbeat),
        ends("no payload", FIELDS + "payload", bridge -> bridge.send(StreamLegsRequest.getDefaultInstance())),
        ends("no bridge id", FIELDS + "open.bridge_id", bridge -> bridge.open("", 1)),
        ends("a bad bridge id", FIELDS + "open.bridge_id", bridge -> bridge.open("Bridge 1", 1)),
        ends("a long bridge id", FIELDS + "open.bridge_id", bridge -> bridge.open("b".repeat(65), 1)),
        ends("session 0", FIELDS + "open.session", bridge -> bridge.open("bridge", 0)),
        ends("stream 0", FIELDS + "open.stream", bridge -> bridge.open("bridge", 1, 0)),
        ends("session -1 without an id", FIELDS + "open.bridge_id open.session", bridge -> bridge.open("", -1)),
        ends("nothing but the end", "OK", BridgeStream::halfClose));
  }

  @TestFactory
  Stream<DynamicTest> laterMessagesThatEndTheStream() {
    List<LegEvent> tooMany = Collections.nCopies(1_001, LegEvent.getDefaultInstance());
    return Stream.of(
        endsOnceOpen("second open", FIELDS + "payload", bridge -> bridge.open("again", 1)),
        endsOnceOpen("no payload", FIELDS + "payload", bridge -> bridge.send(StreamLegsRequest.getDefaultInstance())),
        endsOnceOpen("no events", FIELDS + "events.events", bridge -> bridge.events()),
        endsOnceOpen("1,001 events", FIELDS + "events.events", bridge -> bridge.events(tooMany)),
        endsOnceOpen("sequence 0", FIELDS + "events.events[0].sequence",
            bridge -> bridge.events(Legs.ended(0, 1, "acme", server.now()))),
        endsOnceOpen("sequences with a hole", FIELDS + "events.events[1].sequence",
            bridge -> bridge.events(Legs.ended(1, 1, "acme", server.now()), Legs.ended(3, 1, "acme", server.now()))),
        endsOnceOpen("sequences that repeat", FIELDS + "events.events[1].sequence",
            bridge -> bridge.events(Legs.ended(1, 1, "acme", server.now()), Legs.ended(1, 1, "acme", server.now()))),
        endsOnceOpen("a gap", "OUT_OF_RANGE SEQUENCE_GAP",
            bridge -> bridge.events(Legs.ended(2, 1, "acme", server.now()))),
        endsOnceOpen("the last sequence there is", "OUT_OF_RANGE SEQUENCE_GAP",
            bridge -> bridge.events(Legs.ended(Long.MAX_VALUE, 1, "acme", server.now()))));
  }

  @TestFactory
  Stream<DynamicTest> listsThatEndTheStream() {
    Long[] tooMany = LongStream.rangeClosed(1, 10_001).boxed().toArray(Long[]::new);
    Long[] most = LongStream.rangeClosed(1, 10_000).boxed().toArray(Long[]::new);
    Long[] acknowledged = LongStream.rangeClosed(1, 1_001).boxed().toArray(Long[]::new);
    return Stream.of(
        endsOnceOpen("long part", FIELDS + "active_legs.leg_numbers", bridge -> bridge.activeLegs(0, true, tooMany)),
        endsOnceOpen("51 full parts", FIELDS + "active_legs.leg_numbers", bridge -> {
          for (int part = 0; part < 51; part++) {
            bridge.activeLegs(0, false, most);
          }
        }),
        endsOnceOpen("parts of two lists", FIELDS + "active_legs.through_sequence", bridge -> {
          bridge.events(Legs.answered(1, 1, "acme", server.now()));
          bridge.activeLegs(0, false, 1L);
          bridge.activeLegs(1, true, 2L);
        }),
        endsOnceOpen("a list before any time", FIELDS + "active_legs.through_sequence",
            bridge -> bridge.activeLegs(-1, true)),
        endsOnceOpen("a list of events that were not sent", FIELDS + "active_legs.through_sequence",
            bridge -> bridge.activeLegs(1, true)),
        endsOnceOpen("long acknowledgement", FIELDS + "acknowledge.closed_leg_numbers",
            bridge -> bridge.acknowledge(acknowledged)));
  }

  @Test
  void theFirstAnswerTellsTheTerms() {
    var bridge = BridgeStream.start(server.channel());
    bridge.open("terms", 7);

    Opened opened = bridge.opened();

    assertThat(opened.getLastDurableSequence()).isZero();
    assertThat(opened.getLease()).isEqualTo(Duration.newBuilder().setSeconds(120).build());
    assertThat(opened.getTimeScale()).isOne();
    assertThat(opened.getServerTime()).isEqualTo(Legs.timestamp(server.now()));
    assertThat(opened.getReconciliationRequired()).isFalse();
    assertThat(opened.getLimits().getMaxEventsPerMessage()).isEqualTo(1_000);
    assertThat(opened.getLimits().getMaxUnacknowledgedEvents()).isEqualTo(20_000);
    assertThat(opened.getLimits().getMaxActiveLegsPerMessage()).isEqualTo(10_000);
    assertThat(opened.getLimits().getMaxActiveLegs()).isEqualTo(500_000);
    bridge.halfClose();
    assertThat(bridge.end()).isEqualTo("OK");
  }

  @Test
  void theGapIsNamed() {
    var bridge = server.bridge("gap", 1);
    bridge.events(Legs.answered(1, 1, "acme", server.now()));
    bridge.ack(1);
    bridge.events(Legs.ended(4, 1, "acme", server.now()));

    assertThat(ErrorDetails.info(bridge.error()).getMetadataOrThrow("expected_sequence")).isEqualTo("2");
  }

  @Test
  void aNewerStreamOfTheBridgeTakesItsPlace() {
    var older = server.bridge("twice", 1);
    var newer = server.bridge("twice", 1);

    assertThat(older.end()).isEqualTo("ABORTED STREAM_REPLACED");
    newer.events(Legs.answered(1, 1, "acme", server.now()));
    assertThat(newer.ack(1).getRejectionsList()).isEmpty();
    assertThat(newer.charge(1).getTotalMicros()).isEqualTo(20_000);
  }

  @Test
  void aDelayedOpenIsRefusedAndLeavesTheLivingStreamAlone() {
    var living = BridgeStream.start(server.channel());
    living.open("delayed", 1, 7);
    living.opened();
    for (long number = 6; number <= 7; number++) {
      var delayed = BridgeStream.start(server.channel());
      delayed.open("delayed", 1, number);
      assertThat(delayed.end()).isEqualTo("ABORTED STALE_STREAM");
    }
    living.events(Legs.answered(1, 1, "acme", server.now()));
    assertThat(living.charge(1).getTotalMicros()).isEqualTo(20_000);
    living.halfClose();
    assertThat(living.end()).isEqualTo("OK");

    var afterwards = BridgeStream.start(server.channel());
    afterwards.open("delayed", 1, 3);
    assertThat(afterwards.opened().getLastDurableSequence()).isOne();
    var newerSession = BridgeStream.start(server.channel());
    newerSession.open("delayed", 2, 1);
    newerSession.opened();
    assertThat(afterwards.end()).isEqualTo("ABORTED STREAM_REPLACED");
  }

  @Test
  void aStaleSessionIsRefusedAndLeavesTheNewerOneAlone() {
    var current = server.bridge("stale", 2);
    var stale = BridgeStream.start(server.channel());
    stale.open("stale", 1);

    assertThat(stale.end()).isEqualTo("FAILED_PRECONDITION STALE_SESSION");
    current.events(Legs.answered(1, 1, "acme", server.now()));
    assertThat(current.charge(1).getTotalMicros()).isEqualTo(20_000);
    current.halfClose();
    assertThat(current.end()).isEqualTo("OK");

    var late = BridgeStream.start(server.channel());
    late.open("stale", 1);
    assertThat(late.end()).isEqualTo("FAILED_PRECONDITION STALE_SESSION");
  }

  @Test
  void aHalfClosedStreamAnswersAllThatWasSent() {
    var bridge = BridgeStream.start(server.channel());
    bridge.open("half", 1);
    bridge.events(Legs.allAnswered(1, 500, "acme", server.now()));
    bridge.events(
        LongStream.rangeClosed(1, 500).mapToObj(leg -> Legs.ended(500 + leg, leg, "acme", server.now())).toList());
    bridge.activeLegs(1_000, true);
    bridge.halfClose();

    assertThat(bridge.end()).isEqualTo("OK");
    bridge.opened();
    EventsAck ack = bridge.ack(1_000);
    assertThat(ack.getRejectionsList()).isEmpty();
    assertThat(bridge.reconciled().getClosed()).isZero();
    for (long leg = 1; leg <= 500; leg++) {
      assertThat(bridge.closed(leg).getRecord().getChargeMicros()).isZero();
    }
  }

  @Test
  void garbageEndsItsOwnCallOnly() {
    var healthy = server.bridge("healthy", 1);
    var random = new Random(42);
    for (int round = 0; round < 20; round++) {
      byte[] garbage = new byte[1 + random.nextInt(200)];
      random.nextBytes(garbage);
      garbage[0] = (byte) 0xff;
      assertThat(sendRaw(garbage).getCode()).isNotEqualTo(Status.Code.OK);
    }
    healthy.events(Legs.answered(1, 1, "acme", server.now()));
    assertThat(healthy.ack(1).getRejectionsList()).isEmpty();
  }

  private static Status sendRaw(byte[] message) {
    var method = LegRatingServiceGrpc.getStreamLegsMethod().toBuilder(new RawMarshaller(), new RawMarshaller()).build();
    var answer = new FutureAnswer<byte[]>();
    var requests = ClientCalls.asyncBidiStreamingCall(server.channel().newCall(method, CallOptions.DEFAULT), answer);
    requests.onNext(message);
    return answer.status();
  }

  @Test
  void streamsThatEndAnyHowLeaveNothingOpen() {
    double before = server.openStreams();
    for (int round = 0; round < 50; round++) {
      var cancelledAtOnce = BridgeStream.start(server.channel());
      cancelledAtOnce.open("leak-" + round, 1);
      cancelledAtOnce.cancel();
      server.bridge("leak-open-" + round, 1).cancel();
      var refused = server.bridge("leak-refused-" + round, 1);
      refused.events();
      assertThat(refused.end()).isNotEqualTo("OK");
    }
    server.await("streams closed", () -> server.openStreams() <= before);
  }

  @Test
  void aBridgeWhoseCallWasCancelledComesBack() {
    server.bridge("back", 1).cancel();

    var bridge = server.bridge("back", 1);
    bridge.events(Legs.answered(1, 1, "acme", server.now()));
    assertThat(bridge.charge(1).getTotalMicros()).isEqualTo(20_000);
  }
}
