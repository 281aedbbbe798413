package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.CreditWarningKind;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.GetCallRecordRequest;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.NoticeReason;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;
import dev.tollbridge.v1.StreamLegsResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LegStreamEventsTest {
  @TempDir
  private static Path directory;
  private static TestServer server;

  private String acme;
  private BridgeStream bridge;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() {
    acme = TestServer.newId();
    server.create(acme, 100 * TestServer.UNIT);
    bridge = server.bridge(TestServer.newId(), 1);
  }

  private LegEvent answered(long sequence, long legNumber) {
    return Legs.answered(sequence, legNumber, acme, server.now());
  }

  private LegEvent ended(long sequence, long legNumber, Duration after) {
    return Legs.ended(sequence, legNumber, acme, server.now().plus(after));
  }

  private static DynamicTest invalid(String field, UnaryOperator<LegAnswered.Builder> change) {
    return DynamicTest.dynamicTest(field + " of an answer", () -> {
      String id = TestServer.newId();
      server.create(id, 100 * TestServer.UNIT);
      var stream = server.bridge(TestServer.newId(), 1);
      LegEvent good = Legs.answered(2, 2, id, server.now());
      stream.events(Legs.change(Legs.answered(1, 1, id, server.now()), change), good);
      assertRejected(stream, RejectionReason.REJECTION_REASON_INVALID_FIELD, field);
      assertThat(stream.charge(2).getTotalMicros()).isEqualTo(20_000);
    });
  }

  /** Event 1 was rejected, and no other. */
  private static void assertRejected(BridgeStream stream, RejectionReason reason, String field) {
    EventsAck ack = stream.ack(1);
    assertThat(ack.getRejectionsList()).extracting(Rejection::getSequence).containsExactly(1L);
    assertThat(ack.getRejections(0).getReason()).isEqualTo(reason);
    assertThat(ack.getRejections(0).getMessage()).startsWith(field);
  }

  @TestFactory
  Stream<DynamicTest> invalidAnswersAreRejectedAndLaterEventsApplied() {
    return Stream.of(
        invalid("answered.organization_id", each -> each.clearOrganizationId()),
        invalid("answered.organization_id", each -> each.setOrganizationId("Acme!")),
        invalid("answered.direction", each -> each.clearDirection().setServiceNumber(TestServer.TOLL_NUMBER)),
        invalid("answered.direction", each -> each.setDirectionValue(9).setServiceNumber(TestServer.TOLL_NUMBER)),
        invalid("answered.service_number", each -> each.setDirection(Direction.DIRECTION_DIAL_IN)),
        invalid("answered.remote_number", each -> each.setRemoteNumber("0140000000")),
        invalid("answered.remote_number", each -> each.clearRemoteNumber()),
        invalid("answered.answer_time", each -> each.clearAnswerTime()),
        invalid("answered.answer_time", each -> each.setAnswerTime(Timestamp.newBuilder().setNanos(1))),
        invalid("answered.answer_time",
            each -> each.setAnswerTime(Timestamp.newBuilder().setSeconds(Long.MIN_VALUE))));
  }

  @Test
  void eventsWithoutLegOrContentAreRejected() {
    bridge.events(answered(1, 0), LegEvent.newBuilder().setSequence(2).setLegNumber(2).build(),
        LegEvent.newBuilder(ended(3, 3, Duration.ZERO)).setEnded(
            Legs.ended(3, 3, acme, server.now()).getEnded().toBuilder().clearEndTime().setCause("x".repeat(65)))
            .build(),
        answered(4, 4));

    EventsAck ack = bridge.ack(4);

    assertThat(ack.getRejectionsList()).extracting(Rejection::getMessage).satisfiesExactly(
        first -> assertThat(first).startsWith("leg_number"), second -> assertThat(second).startsWith("event"),
        third -> assertThat(third).startsWith("leg_number"));
    assertThat(bridge.charge(4).getTotalMicros()).isEqualTo(20_000);
  }

  @Test
  void anUnknownOrganizationIsRejected() {
    bridge.events(Legs.answered(1, 1, "nobody", server.now()),
        Legs.ended(2, 1, "nobody", server.now()));

    assertThat(bridge.ack(2).getRejectionsList()).extracting(Rejection::getReason).containsExactly(
        RejectionReason.REJECTION_REASON_UNKNOWN_ORGANIZATION, RejectionReason.REJECTION_REASON_UNKNOWN_LEG);
  }

  @Test
  void theEndOfAnUnknownLegIsRejected() {
    bridge.events(ended(1, 77, Duration.ZERO));

    assertRejected(bridge, RejectionReason.REJECTION_REASON_UNKNOWN_LEG, "leg_number");
  }

  @Test
  void timesAreBound() {
    Duration limit = Duration.ofMinutes(5);
    bridge.events(Legs.answered(1, 1, acme, server.now().plus(limit)),
        Legs.answered(2, 2, acme, server.now().minus(Duration.ofDays(45)).minusNanos(1_000)), ended(3, 1, limit));

    EventsAck ack = bridge.ack(3);
    assertThat(ack.getRejectionsList()).extracting(Rejection::getSequence, Rejection::getReason)
        .extracting(Object::toString).containsExactly("(2L, REJECTION_REASON_TOO_OLD)");
    assertThat(ack.getNoticesList()).extracting(Notice::getReason)
        .containsExactly(NoticeReason.NOTICE_REASON_CLOCK_WRONG);
    assertThat(bridge.closed(1).getRecord().getDurationSeconds()).isZero();
  }

  @Test
  void aLegNumberInUseIsRejectedWithinAnOrganization() {
    bridge.events(answered(1, 1), answered(2, 1), ended(3, 1, Duration.ofSeconds(30)));

    assertThat(bridge.ack(3).getRejectionsList()).extracting(Rejection::getSequence, Rejection::getReason)
        .extracting(Object::toString).containsExactly("(2L, REJECTION_REASON_DUPLICATE_LEG)");
    assertThat(bridge.closed(1).getRecord().getOrganizationId()).isEqualTo(acme);
  }

  @Test
  void theNumberOfAClosedLegIsRejectedAsUsedBefore() {
    bridge.events(answered(1, 1), ended(2, 1, Duration.ofSeconds(30)), answered(3, 1), answered(4, 2), answered(5, 2));

    assertThat(bridge.ack(5).getRejectionsList()).extracting(Rejection::getSequence, Rejection::getReason,
        each -> each.getMessage().contains("used before in this session"))
        .extracting(Object::toString).containsExactly("(3L, REJECTION_REASON_DUPLICATE_LEG, true)",
            "(5L, REJECTION_REASON_DUPLICATE_LEG, false)");
  }

  void eventsSentTwiceCountOnce() {
    LegEvent answer = answered(1, 1);
    bridge.events(answer);
    bridge.ack(1);
    bridge.events(answer, answered(2, 2));
    bridge.ack(2);
    bridge.events(answer);
    EventsAck third = bridge.ack(1);

    assertThat(third.getRejectionsList()).isEmpty();
    assertThat(server.balance(acme).getActiveLegCount()).isEqualTo(2);
    assertThat(server.balance(acme).getActiveLegsMicros()).isEqualTo(40_000);
  }

  @Test
  void aLegIsChargedInAdvanceAndSettledAtItsEnd() {
    bridge.events(answered(1, 1));
    Charge first = bridge.charge(1);
    server.advance(Duration.ofSeconds(60));
    Charge second = bridge.charge(1);
    bridge.events(Legs.ended(2, 1, acme, server.now()));
    CallRecord record = bridge.closed(1).getRecord();

    assertThat(first).isEqualTo(charge(0, 20_000));
    assertThat(second).isEqualTo(charge(1, 40_000));
    assertThat(record.getDurationSeconds()).isEqualTo(60);
    assertThat(record.getChargeMicros()).isEqualTo(20_000);
    assertThat(record.getClosingAdjustmentMicros()).isEqualTo(-20_000);
    assertThat(record.getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_ENDED);
    assertThat(record.getCause()).isEqualTo("hung up");
    assertThat(server.records().getCallRecord(GetCallRecordRequest.newBuilder().setOrganizationId(acme)
        .setUsageId(record.getUsageId()).build()).getCallRecord()).isEqualTo(record);
    assertThat(server.balance(acme).getBalanceMicros()).isEqualTo(99_980_000);
  }

  private static Charge charge(int minute, long totalMicros) {
    return Charge.newBuilder().setLegNumber(1).setMinute(minute).setMinuteCount(1).setAmountMicros(20_000)
        .setTotalMicros(totalMicros).build();
  }

  @Test
  void aLegThatIsNotPaidIsToldToHangUpUntilItEnds() {
    String poor = TestServer.newId();
    server.create(TestServer.organization(poor));
    bridge.events(Legs.answered(1, 1, poor, server.now()));

    assertThat(bridge.disconnect(1).getReason()).isEqualTo(DenialReason.DENIAL_REASON_NO_CREDIT);
    assertThat(bridge.take(StreamLegsResponse::hasCreditWarning).getCreditWarning().getKind())
        .isEqualTo(CreditWarningKind.CREDIT_WARNING_KIND_EXHAUSTED);
    server.advance(Duration.ofSeconds(60));
    assertThat(bridge.disconnect(1).getReason()).isEqualTo(DenialReason.DENIAL_REASON_NO_CREDIT);
    bridge.events(Legs.ended(2, 1, poor, server.now()));
    assertThat(bridge.closed(1).getRecord().getDenial()).isEqualTo(DenialReason.DENIAL_REASON_NO_CREDIT);
  }

  @Test
  void twentyThousandEventsAndMoreSentAtOnceAreAllAcknowledged() {
    int count = 30_000;
    for (int from = 1; from <= count; from += 100) {
      bridge.events(Legs.allAnswered(from, from + 99, acme, server.now()));
    }

    EventsAck last = bridge.ack(count);

    assertThat(last.getSequence()).isEqualTo(count);
    assertThat(server.balance(acme).getActiveLegCount()).isEqualTo(count);
    assertThat(bridge.rest()).noneMatch(message -> message.getEventsAck().getRejectionsCount() > 0);
    bridge.activeLegs(count, true);
    assertThat(bridge.reconciled().getClosed()).isEqualTo(count);
  }

  @Test
  void manySmallMessagesAreSlowedDownNotRefused() {
    for (int i = 1; i <= 3_000; i++) {
      bridge.heartbeat();
      bridge.events(Legs.ended(i, i, acme, server.now()));
      bridge.acknowledge((long) i);
    }
    assertThat(bridge.ack(3_000).getSequence()).isEqualTo(3_000);
  }
}
