package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Status;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends that are reported, late or again, when the bridge has already acknowledged the leg's closing. */
@Tag("slow")
class LegStreamLateEndTest {
  @TempDir
  private Path directory;
  private TestServer server;
  private BridgeStream bridge;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
    bridge = server.bridge("bridge", 1);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private LegEvent answered(long sequence, long legNumber) {
    return Legs.answered(sequence, legNumber, "acme", TestServer.START);
  }

  private static LegEvent ended(long sequence, long legNumber) {
    return Legs.ended(sequence, legNumber, "acme", TestServer.START.plusSeconds(60));
  }

  /** Events 1 and 2: leg 1 was answered and ended, and its closing is acknowledged. */
  private LegClosed closedAndAcknowledged() {
    bridge.events(answered(1, 1), ended(2, 1));
    LegClosed closed = bridge.closed(1);
    bridge.acknowledge(1L);
    assertThat(bridge.ack(2).getRejectionsList()).isEmpty();
    return closed;
  }

  private void reopen() {
    bridge.cancel();
    bridge = server.bridge("bridge", 1);
  }

  /** No second leg, no second charge, no second record. */
  private void assertOneLegOf(LegClosed closed) {
    var balance = server.balance("acme");
    assertThat(balance.getActiveLegCount()).isZero();
    assertThat(balance.getBalanceMicros()).isEqualTo(100 * TestServer.UNIT - closed.getRecord().getChargeMicros());
    assertThat(closed.getRecord().getChargeMicros()).isEqualTo(20_000);
    server.router.shards().forEach(shard -> shard.records().flush());
    assertThat(
        server.router.shards().stream().mapToLong(shard -> shard.records().lastSequence(RecordTable.CALL_RECORD)).sum())
        .isOne();
  }

  @Test
  void theClosingIsGivenAgainAsOftenAsTheEndIsReported() {
    LegClosed closed = closedAndAcknowledged();
    for (long sequence = 3; sequence <= 6; sequence++) {
      bridge.events(Legs.ended(sequence, 1, "acme", TestServer.START.plusSeconds(1_000 * sequence)));
      assertThat(bridge.closed(1)).isEqualTo(closed);
      assertThat(bridge.ack(sequence).getRejectionsList()).isEmpty();
      bridge.acknowledge(1L);
    }
    assertOneLegOf(closed);
  }

  @Test
  void theClosingIsThereBeforeTheAcknowledgement() {
    closedAndAcknowledged();
    bridge.events(ended(3, 1));

    StreamLegsResponse first = bridge.take(message -> message.hasClosings() || message.hasEventsAck());

    assertThat(first.hasClosings()).isTrue();
    assertThat(bridge.ack(3).getRejectionsList()).isEmpty();
  }

  @Test
  void theClosingIsGivenAgainAfterAReconnect() {
    LegClosed closed = closedAndAcknowledged();
    for (long sequence = 3; sequence <= 5; sequence++) {
      reopen();
      bridge.events(ended(sequence, 1));
      assertThat(bridge.closed(1)).isEqualTo(closed);
      assertThat(bridge.ack(sequence).getRejectionsList()).isEmpty();
    }
    assertOneLegOf(closed);
  }

  /** A word that no release writes is no fault of the disk: it stands for a bug on the thread that looks up records. */
  @Test
  void aLookUpThatFailsUnexpectedlyEndsTheStreamAndTheBridgeReconnects() throws Exception {
    LegClosed closed = closedAndAcknowledged();
    setCloseReason("NONSENSE");
    bridge.events(ended(3, 1));
    assertThat(bridge.error().getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(bridge.rest()).noneMatch(StreamLegsResponse::hasEventsAck);
    setCloseReason("ENDED");
    reopen();
    bridge.events(ended(3, 1));
    assertThat(bridge.closed(1)).isEqualTo(closed);
    assertThat(bridge.ack(3).getRejectionsList()).isEmpty();
    assertOneLegOf(closed);
  }

  private void setCloseReason(String reason) throws SQLException {
    var shard = server.router.of("acme");
    shard.records().flush();
    try (var file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("records/shard-" + shard.number()
        + ".db")); var update = file.prepareStatement("UPDATE call_record SET close_reason = ?")) {
      update.setString(1, reason);
      assertThat(update.executeUpdate()).isOne();
    }
  }

  @Test
  void theClosingIsGivenAgainAfterARestart() throws Exception {
    LegClosed closed = closedAndAcknowledged();
    for (long sequence = 3; sequence <= 4; sequence++) {
      server.close();
      server = TestServer.start(directory);
      bridge = server.bridge("bridge", 1);
      bridge.events(ended(sequence, 1));
      assertThat(bridge.closed(1)).isEqualTo(closed);
      assertThat(bridge.ack(sequence).getRejectionsList()).isEmpty();
    }
    assertOneLegOf(closed);
  }

  @Test
  void eventsThatAreSentOnceMoreStartNoLegAndGiveTheClosing() {
    bridge.events(answered(1, 1), ended(2, 1));
    LegClosed closed = bridge.closed(1);
    assertThat(bridge.ack(2).getRejectionsList()).isEmpty();
    for (boolean acknowledged : new boolean[]{false, true}) {
      if (acknowledged) {
        bridge.acknowledge(1L);
      }
      for (int round = 0; round < 3; round++) {
        bridge.events(answered(1, 1), ended(2, 1));
        assertThat(bridge.closed(1)).isEqualTo(closed);
        assertThat(bridge.ack(2).getRejectionsList()).isEmpty();
      }
    }
    reopen();
    bridge.events(answered(1, 1), ended(2, 1), answered(3, 3));
    assertThat(bridge.closed(1)).isEqualTo(closed);
    assertThat(bridge.ack(3).getRejectionsList()).isEmpty();
    bridge.events(Legs.ended(4, 3, "acme", TestServer.START));
    assertThat(bridge.closed(3).getRecord().getChargeMicros()).isZero();
  }

  @Test
  void anEndThatIsSentOnceMoreForALegThatIsStillActiveGivesNothing() {
    LegEvent tooEarly = ended(1, 1);
    bridge.events(tooEarly);
    assertThat(bridge.ack(1).getRejections(0).getReason()).isEqualTo(RejectionReason.REJECTION_REASON_UNKNOWN_LEG);
    bridge.events(answered(2, 1));
    assertThat(bridge.ack(2).getRejectionsList()).isEmpty();
    bridge.events(tooEarly, answered(2, 1));

    assertThat(bridge.ack(2).getRejectionsList()).isEmpty();
    assertThat(bridge.rest()).noneMatch(StreamLegsResponse::hasClosings);
    assertThat(server.balance("acme").getActiveLegCount()).isOne();
  }

  @Test
  void anEndInTheMessageOfItsAnswerEndsTheLegEvenBeforeIt() {
    bridge.events(ended(1, 1), answered(2, 1));

    assertThat(bridge.closed(1).getRecord().getDurationSeconds()).isEqualTo(60);
    assertThat(bridge.ack(2).getRejectionsList()).isEmpty();
    assertThat(server.balance("acme").getActiveLegCount()).isZero();
  }

  @Test
  void aLegThatWasClosedWithoutAnEndKeepsThatClosing() {
    bridge.events(answered(1, 1), answered(2, 2));
    bridge.ack(2);
    bridge.activeLegs(2, true, 2L);
    LegClosed closed = bridge.closed(1);
    bridge.acknowledge(1L);
    bridge.events(ended(3, 1));

    assertThat(bridge.closed(1)).isEqualTo(closed);
    assertThat(closed.getRecord().getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_MISSING);
    assertThat(bridge.ack(3).getRejectionsList()).isEmpty();
  }

  @Test
  void onlyWhatHasNoRecordIsRejected() {
    closedAndAcknowledged();
    bridge.events(ended(3, 77), ended(4, 1), ended(5, 78), answered(6, 6));

    EventsAck ack = bridge.ack(6);

    assertThat(ack.getRejectionsList()).extracting(Rejection::getSequence).containsExactly(3L, 5L);
    assertThat(ack.getRejectionsList()).extracting(Rejection::getReason)
        .containsOnly(RejectionReason.REJECTION_REASON_UNKNOWN_LEG);
    assertThat(bridge.closed(1).getLegNumber()).isOne();
    assertThat(bridge.charge(6).getTotalMicros()).isEqualTo(20_000);
    assertThat(server.meters.get("tollbridge.rejections").tag("reason", "unknown_leg").counter().count())
        .isEqualTo(2);
  }

  @Test
  void theClosingIsGivenAgainWhateverTheEndNames() {
    LegClosed closed = closedAndAcknowledged();
    List<String> names = List.of("", "Nobody!", "globex", "a", "b", "c", "d", "e");
    for (int i = 0; i < names.size(); i++) {
      bridge.events(Legs.ended(3 + i, 1, names.get(i), TestServer.START.plusSeconds(60)));
      assertThat(bridge.closed(1)).isEqualTo(closed);
      assertThat(bridge.ack(3 + i).getRejectionsList()).isEmpty();
    }
    assertOneLegOf(closed);
  }

  @Test
  void anotherBridgeOrSessionHasOtherLegs() {
    closedAndAcknowledged();
    var others = List.of(server.bridge("bridge-2", 1), server.bridge("bridge", 2));
    for (BridgeStream other : others) {
      other.events(ended(1, 1));
      assertThat(other.ack(1).getRejectionsList()).extracting(Rejection::getReason)
          .containsExactly(RejectionReason.REJECTION_REASON_UNKNOWN_LEG);
    }
  }

  @Test
  void aShardThatDoesNotKnowTheLegIsNotTheLastWord() {
    LegClosed closed = closedAndAcknowledged();
    Duration tooOld = Duration.ofDays(46);
    bridge.events(Legs.answered(3, 1, "acme", TestServer.START.minus(tooOld)), ended(4, 1));

    assertThat(bridge.ack(4).getRejectionsList()).extracting(Rejection::getReason)
        .containsExactly(RejectionReason.REJECTION_REASON_TOO_OLD);
    assertThat(bridge.closed(1)).isEqualTo(closed);
  }

  @Test
  void aFullMessageOfLateEndsIsAnswered() {
    int count = 500;
    List<LegEvent> events = new ArrayList<>(Legs.allAnswered(1, count, "acme", TestServer.START));
    LongStream.rangeClosed(1, count).forEach(leg -> events.add(ended(count + leg, leg)));
    bridge.events(events);
    bridge.ack(2L * count);
    List<LegClosed> closings = LongStream.rangeClosed(1, count).mapToObj(bridge::closed).toList();
    bridge.acknowledge(LongStream.rangeClosed(1, count).boxed().toArray(Long[]::new));
    bridge.events(LongStream.rangeClosed(1, count).mapToObj(leg -> ended(2L * count + leg, leg)).toList());

    assertThat(bridge.ack(3L * count).getRejectionsList()).isEmpty();
    assertThat(LongStream.rangeClosed(1, count).mapToObj(bridge::closed)).isEqualTo(closings);
  }

  @Test
  void aClosingThatIsGivenAgainIsCountedOnce() {
    bridge.events(answered(1, 1), ended(2, 1), ended(3, 1));
    bridge.ack(3);
    bridge.acknowledge(1L);
    bridge.events(ended(4, 1));
    bridge.ack(4);

    assertThat(server.meters.get("tollbridge.closings").tag("reason", "ended").counter().count()).isOne();
  }
}
