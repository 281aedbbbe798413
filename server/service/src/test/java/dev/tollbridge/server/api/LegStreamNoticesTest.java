package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.DialOutPolicy;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.NoticeReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What switches send and what decides no price: it is corrected and noticed, and every leg is charged and ends. */
@Tag("slow")
class LegStreamNoticesTest {
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

  /** The only notice about an event; times that cannot be make the bridge's clock wrong, too. */
  private static Notice only(EventsAck ack, NoticeReason reason, String field) {
    assertThat(ack.getRejectionsList()).isEmpty();
    List<Notice> ofEvents = ack.getNoticesList().stream().filter(each -> each.getSequence() > 0).toList();
    assertThat(ofEvents).hasSize(1);
    Notice notice = ofEvents.getFirst();
    assertThat(notice.getReason()).isEqualTo(reason);
    assertThat(notice.getField()).isEqualTo(field);
    assertThat(notice.getMessage()).startsWith(field + ": ");
    return notice;
  }

  private static double counted(NoticeReason reason) {
    String label = reason.name().substring("NOTICE_REASON_".length()).toLowerCase(Locale.ROOT);
    return server.meters.get("tollbridge.notices").tag("reason", label).counter().count();
  }

  private static LegEvent changeEnd(LegEvent ended, UnaryOperator<LegEnded.Builder> change) {
    return ended.toBuilder().setEnded(change.apply(ended.getEnded().toBuilder())).build();
  }

  /** The record of leg 1, answered as changed, after 30 seconds. */
  private CallRecord answeredAs(NoticeReason reason, String field, UnaryOperator<LegAnswered.Builder> change) {
    Instant at = server.now();
    bridge.events(Legs.change(Legs.answered(1, 1, acme, at), change));
    only(bridge.ack(1), reason, "answered." + field);
    bridge.events(Legs.ended(2, 1, acme, at.plusSeconds(30)));
    CallRecord record = bridge.closed(1).getRecord();
    assertThat(record.getDurationSeconds()).isEqualTo(30);
    return record;
  }

  /** The record of leg 1, answered now and ended as changed. */
  private CallRecord endedAs(NoticeReason reason, String field, UnaryOperator<LegEnded.Builder> change) {
    Instant at = server.now();
    double before = counted(reason);
    bridge.events(Legs.answered(1, 1, acme, at));
    assertThat(bridge.ack(1).getNoticesList()).isEmpty();
    server.advance(Duration.ofSeconds(90));
    bridge.events(changeEnd(Legs.ended(2, 1, acme, at.plusSeconds(45)), change));
    Notice notice = only(bridge.ack(2), reason, "ended." + field);
    assertThat(notice.getSequence()).isEqualTo(2);
    assertThat(notice.getLegNumber()).isOne();
    assertThat(counted(reason)).isEqualTo(before + 1);
    assertThat(server.balance(acme).getActiveLegCount()).isZero();
    return bridge.closed(1).getRecord();
  }

  @Test
  void aLongHangUpCauseIsCut() {
    String cause = "Q.850;cause=31;text=\"6f1c2a90-7d11-4be5-9c3e-5a0b7f3e2d18;dropped by the moderator of the call\"";
    CallRecord record = endedAs(NoticeReason.NOTICE_REASON_TEXT_CUT, "cause", each -> each.setCause(cause));

    assertThat(record.getDurationSeconds()).isEqualTo(45);
    assertThat(record.getCause()).isEqualTo(cause.substring(0, 64));
  }

  @Test
  void aHangUpCauseWithControlCharactersIsCleaned() {
    CallRecord record = endedAs(NoticeReason.NOTICE_REASON_TEXT_CLEANED, "cause",
        each -> each.setCause("SIP;cause=200\r\n\u0000;text=bye"));

    assertThat(record.getDurationSeconds()).isEqualTo(45);
    assertThat(record.getCause()).isEqualTo("SIP;cause=200   ;text=bye");
  }

  @Test
  void aLegThatEndsBeforeItsAnswerHasZeroSeconds() {
    Instant early = server.now().minusMillis(1_500);
    CallRecord record = endedAs(NoticeReason.NOTICE_REASON_END_BEFORE_ANSWER, "end_time",
        each -> each.setEndTime(Legs.timestamp(early)));

    assertThat(record.getDurationSeconds()).isZero();
    assertThat(record.getChargeMicros()).isZero();
    assertThat(record.getEndTime()).isEqualTo(record.getStartTime());
    assertThat(server.balance(acme).getBalanceMicros()).isEqualTo(100 * TestServer.UNIT);
  }

  @Test
  void aLegThatEndsInTheFutureEndsWhenThatIsReceived() {
    for (long seconds : new long[]{server.now().getEpochSecond() + 3_600, 569_000_000_000L, Long.MAX_VALUE}) {
      open();
      CallRecord record = endedAs(NoticeReason.NOTICE_REASON_END_IN_FUTURE, "end_time",
          each -> each.setEndTime(Timestamp.newBuilder().setSeconds(seconds)));
      assertThat(record.getDurationSeconds()).isEqualTo(90);
    }
  }

  @Test
  void aLegThatEndsAtNoTimeEndsWhenThatIsReceived() {
    for (long seconds : new long[]{0, -1, Long.MIN_VALUE, 946_684_799}) {
      open();
      CallRecord record = endedAs(NoticeReason.NOTICE_REASON_END_TIME_MISSING, "end_time",
          each -> each.setEndTime(Timestamp.newBuilder().setSeconds(seconds)));
      assertThat(record.getDurationSeconds()).isEqualTo(90);
    }
    open();
    assertThat(endedAs(NoticeReason.NOTICE_REASON_END_TIME_MISSING, "end_time", each -> each.clearEndTime())
        .getDurationSeconds()).isEqualTo(90);
  }

  @Test
  void fractionsThatAreNoNanosecondsAreLeftOut() {
    for (int nanos : new int[]{-1, 1_000_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      open();
      CallRecord record = endedAs(NoticeReason.NOTICE_REASON_TIME_ROUNDED, "end_time",
          each -> each.setEndTime(each.getEndTime().toBuilder().setNanos(nanos)));
      assertThat(record.getDurationSeconds()).isEqualTo(45);
    }
  }

  @Test
  void anEndThatNamesAnotherOrganizationEndsTheLegWhereverThatLives() {
    List<String> names = new ArrayList<>(List.of("", "Acme!", "x".repeat(100), "nobody"));
    IntStream.range(0, 8).forEach(_ -> names.add(TestServer.newId()));
    names.subList(4, 12).forEach(id -> server.create(id, 100 * TestServer.UNIT));
    Instant at = server.now();
    bridge.events(Legs.allAnswered(1, names.size(), acme, at));
    List<LegEvent> ends = new ArrayList<>();
    for (int i = 1; i <= names.size(); i++) {
      ends.add(Legs.ended(names.size() + i, i, names.get(i - 1), at.plusSeconds(i)));
    }
    bridge.events(ends);

    EventsAck ack = bridge.ack(2L * names.size());
    assertThat(ack.getRejectionsList()).isEmpty();
    assertThat(ack.getNoticesList()).hasSize(names.size())
        .allMatch(notice -> notice.getReason() == NoticeReason.NOTICE_REASON_OTHER_ORGANIZATION);
    assertThat(ack.getNoticesList()).extracting(Notice::getSequence).isSorted();
    for (int i = 1; i <= names.size(); i++) {
      CallRecord record = bridge.closed(i).getRecord();
      assertThat(record.getOrganizationId()).isEqualTo(acme);
      assertThat(record.getDurationSeconds()).isEqualTo(i);
    }
    assertThat(server.balance(acme).getActiveLegCount()).isZero();
  }

  @Test
  void aLongCallerIsCut() {
    String caller = "sip:reception.desk@gw3.carrier.example;user=phone;transport=udp;tag=9f2";
    CallRecord record = answeredAs(NoticeReason.NOTICE_REASON_TEXT_CUT, "remote_number",
        each -> each.setDirection(Direction.DIRECTION_DIAL_IN).setServiceNumber(TestServer.TOLL_FREE_NUMBER)
            .setRemoteNumber(caller));

    assertThat(record.getRemoteNumber()).isEqualTo(caller.substring(0, 64));
    assertThat(record.getChargeMicros()).isEqualTo(30_000);
  }

  @Test
  void theNumberThatADialOutShowsDecidesNoPrice() {
    CallRecord record = answeredAs(NoticeReason.NOTICE_REASON_NOT_A_NUMBER, "service_number",
        each -> each.setServiceNumber("anonymous"));

    assertThat(record.getServiceNumber()).isEqualTo("anonymous");
    assertThat(record.getChargeMicros()).isEqualTo(20_000);
  }

  @Test
  void aLongLegIdIsReplaced() {
    String id = "f81d4fae7dec11d0a76500a0c91e6bf6f81d4fae@edge-17.sip.example.net;tag=2";
    CallRecord record = answeredAs(NoticeReason.NOTICE_REASON_ID_REPLACED, "leg_id", each -> each.setLegId(id));

    assertThat(record.getLegId()).isEqualTo("f81d4fae7dec11d0a76500a0c91e6bf6f81d4fae@edge-1~66a7600c9a3c6b90");
    assertThat(record.getChargeMicros()).isEqualTo(20_000);
  }

  @Test
  void idsMayBeAbsent() {
    CallRecord unnamed = answeredAs(NoticeReason.NOTICE_REASON_ID_MISSING, "leg_id", each -> each.clearLegId());
    assertThat(unnamed.getLegId()).isEqualTo("unnamed~1-1");
    open();
    CallRecord alone = answeredAs(NoticeReason.NOTICE_REASON_ID_MISSING, "conference_id",
        each -> each.setConferenceId(" "));
    assertThat(alone.getConferenceId()).isEqualTo("(none)");
    open();
    CallRecord nobodys = answeredAs(NoticeReason.NOTICE_REASON_ID_MISSING, "organizer_id",
        each -> each.clearOrganizerId());
    assertThat(nobodys.getOrganizerId()).isEqualTo("(none)");
    assertThat(nobodys.getChargeMicros()).isEqualTo(20_000);
  }

  @Test
  void aLicenceIsFoundByTheOrganizersLongId() {
    String organizer = "CN=Olga Ostrowska,OU=Sales,OU=Users,DC=corp,DC=acme,DC=example,DC=com\u0007";
    String strict = TestServer.newId();
    server.create(TestServer.organization(strict).toBuilder().setAllOrganizersLicensed(false).build());
    server.purchase(strict, 100 * TestServer.UNIT);
    server.license(strict, organizer, DialOutPolicy.DIAL_OUT_POLICY_ANY);
    acme = strict;
    CallRecord record = answeredAs(NoticeReason.NOTICE_REASON_ID_REPLACED, "organizer_id",
        each -> each.setOrganizerId(organizer));

    assertThat(record.getChargeMicros()).isEqualTo(20_000);
    assertThat(record.getOrganizerId()).startsWith("CN=Olga Ostrowska,OU=Sales,").hasSize(64);
  }

  @Test
  void anAnswerInTheFutureIsChargedFromItsReceipt() {
    Instant at = server.now();
    bridge.events(Legs.answered(1, 1, acme, at.plus(Duration.ofHours(1))));
    Notice notice = only(bridge.ack(1), NoticeReason.NOTICE_REASON_ANSWER_IN_FUTURE, "answered.answer_time");
    assertThat(notice.getMessage()).contains("3600 s");
    server.advance(Duration.ofSeconds(70));
    bridge.events(Legs.ended(2, 1, acme, at.plus(Duration.ofHours(1)).plusSeconds(70)));
    only(bridge.ack(2), NoticeReason.NOTICE_REASON_END_IN_FUTURE, "ended.end_time");

    assertThat(bridge.closed(1).getRecord().getDurationSeconds()).isEqualTo(70);
  }

  /** The end has to be looked for in all shards, and the list, which lacks its leg, must not overtake it. */
  @Test
  void anEndThatNamesNoOrganizationCountsBeforeTheListThatFollows() {
    Instant at = server.now();
    bridge.events(Legs.answered(1, 1, acme, at));
    bridge.ack(1);
    server.advance(Duration.ofSeconds(90));
    bridge.events(Legs.ended(2, 1, "", at.plusSeconds(70)));
    bridge.activeLegs(2, true);

    CallRecord record = bridge.closed(1).getRecord();
    assertThat(record.getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_ENDED);
    assertThat(record.getDurationSeconds()).isEqualTo(70);
  }

  /** It is not looked for: the leg costs in one step what it lasted. */
  @Test
  void anEndWithoutOrganizationInTheMessageOfItsAnswerIsAppliedWithIt() {
    Instant at = server.now().minusSeconds(90);
    bridge.events(Legs.answered(1, 1, acme, at), Legs.ended(2, 1, "", at.plusSeconds(10)));
    only(bridge.ack(2), NoticeReason.NOTICE_REASON_OTHER_ORGANIZATION, "ended.organization_id");

    CallRecord record = bridge.closed(1).getRecord();
    assertThat(record.getChargeMicros()).isEqualTo(20_000);
    assertThat(record.getClosingAdjustmentMicros()).isEqualTo(20_000);
  }

  /** As after a server that stopped between having the end in its log and looking for the leg. */
  @Test
  void anEndWithoutOrganizationThatIsRepeatedEndsItsLeg() {
    String bridgeId = TestServer.newId();
    Instant at = server.now();
    BridgeStream before = server.bridge(bridgeId, 1);
    before.events(Legs.answered(1, 1, acme, at));
    before.ack(1);
    server.router.shards().forEach(shard -> shard
        .submit(new Command.LegEvents(bridgeId, 1, 2, 2, List.of())).join());
    before.cancel();
    bridge = server.bridge(bridgeId, 1);
    bridge.events(Legs.ended(2, 1, "", at.plusSeconds(10)));
    only(bridge.ack(2), NoticeReason.NOTICE_REASON_OTHER_ORGANIZATION, "ended.organization_id");

    assertThat(bridge.closed(1).getRecord().getDurationSeconds()).isEqualTo(10);
  }

  @Test
  void legsWithTheSameIdAreBothCharged() {
    LegEvent first = Legs.answered(1, 1, acme, server.now());
    LegEvent second = Legs.change(Legs.answered(2, 2, acme, server.now()),
        each -> each.setLegId(first.getAnswered().getLegId()));
    bridge.events(first, second);
    only(bridge.ack(2), NoticeReason.NOTICE_REASON_LEG_ID_IN_USE, "answered.leg_id");

    assertThat(bridge.charge(1).getTotalMicros()).isEqualTo(20_000);
    bridge.events(Legs.ended(3, 2, acme, server.now().plusSeconds(30)),
        Legs.ended(4, 1, acme, server.now().plusSeconds(30)));
    assertThat(bridge.closed(2).getRecord().getLegId()).isEqualTo(first.getAnswered().getLegId() + "~1-2");
    assertThat(bridge.closed(1).getRecord().getLegId()).isEqualTo(first.getAnswered().getLegId());
  }

  @Test
  void noticesAreSentOnce() {
    LegEvent event = Legs.change(Legs.answered(1, 1, acme, server.now()), each -> each.setServiceNumber("private"));
    bridge.events(event);
    assertThat(bridge.ack(1).getNoticesCount()).isOne();
    bridge.events(event);
    assertThat(bridge.ack(1).getNoticesList()).isEmpty();
  }
}
