package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.NoticeReason;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;
import dev.tollbridge.v1.StreamLegsResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rejections and notices reach people even when a bridge's engineers did not think of them. */
class EventLogTest {
  private static final Rejection REJECTION = Rejection.newBuilder().setSequence(1).setLegNumber(7)
      .setReason(RejectionReason.REJECTION_REASON_INVALID_FIELD).setMessage("answered.direction: must be set").build();
  private static final Notice NOTICE = Notice.newBuilder().setSequence(2).setLegNumber(8)
      .setReason(NoticeReason.NOTICE_REASON_TEXT_CUT).setField("ended.cause")
      .setMessage("ended.cause: has 84 characters; cut to 64").build();

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final LoggerContext context = new LoggerContext();
  private long nanos;
  private final EventLog log = new EventLog(context.getLogger("bridge"), () -> nanos);

  @BeforeEach
  void listen() {
    lines.start();
    context.getLogger("bridge").addAppender(lines);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private List<String> texts() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void sayWhatHappenedToWhichLeg() {
    log.rejected(REJECTION);
    log.notice(NOTICE);

    assertThat(texts()).containsExactly(
        "Event 1 of leg 7 had no effect: REJECTION_REASON_INVALID_FIELD, answered.direction: must be set",
        "Event 2 of leg 8 was applied: NOTICE_REASON_TEXT_CUT, ended.cause: has 84 characters; cut to 64");
    assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR, Level.WARN);
  }

  @Test
  void aFaultOfEveryLegDoesNotFillTheLog() {
    for (int i = 0; i < 1_000; i++) {
      log.notice(NOTICE);
    }
    log.rejected(REJECTION);
    nanos += 1_000_000_000;
    log.notice(NOTICE);
    log.notice(NOTICE);

    assertThat(texts()).hasSize(EventLog.MAX_LINES + 3);
    assertThat(texts().get(EventLog.MAX_LINES + 1)).endsWith("(and 980 more that were not logged)");
    assertThat(texts().getLast()).doesNotContain("not logged");
  }

  @Test
  void theListenerHearsAndTheClientCountsEach() throws InterruptedException {
    try (Scene scene = new Scene()) {
      ScriptedStream stream = scene.open();
      scene.answer(2);
      stream.send(StreamLegsResponse.newBuilder()
          .setEventsAck(EventsAck.newBuilder().setSequence(2).addRejections(REJECTION).addNotices(NOTICE)));
      scene.loop.run();

      assertThat(scene.transcript.lines).containsExactly("opened", "rejected 1", "notice 2", "acknowledged 2");
      assertThat(scene.client.statistics().rejections()).isOne();
      assertThat(scene.client.statistics().notices()).isOne();
    }
  }
}
