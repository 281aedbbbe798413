package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.NoticeReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bridges whose clocks differ from engine time: each minute is charged when it begins by theirs. */
@Tag("slow")
class LegStreamClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String ACME = "acme";
  private static final int LEGS = 200;
  private static final long PRICE_MICROS = 20_000;

  @TempDir
  private Path directory;

  /** A server whose wall clock was an hour ahead when it ran before. */
  private TestServer ahead() throws IOException {
    try (TestServer before = TestServer.start(directory)) {
      before.standardTariff();
      before.create(ACME, 100 * TestServer.UNIT);
      before.advance(HOUR);
    }
    return TestServer.start(directory);
  }

  private static long chargedMicros(TestServer server) {
    return server.balance(ACME).getActiveLegsMicros();
  }

  private static double wrongClocks(TestServer server) {
    return server.meters.get("tollbridge.wrong.bridge.clocks").gauge().value();
  }

  private static void answerFresh(TestServer server, BridgeStream bridge) {
    bridge.events(Legs.allAnswered(1, LEGS, ACME, server.now()));
    assertThat(bridge.ack(LEGS).getRejectionsList()).isEmpty();
  }

  private static void endAll(TestServer server, BridgeStream bridge) {
    bridge.events(LongStream.rangeClosed(1, LEGS)
        .mapToObj(number -> Legs.ended(LEGS + number, number, ACME, server.now())).toList());
    bridge.ack(2 * LEGS);
  }

  @Test
  void anHourAheadOfTheWallClockFreshLegsAreChargedForWhatTheyLast() throws IOException {
    try (TestServer server = ahead()) {
      BridgeStream bridge = server.bridge("bridge", 1);
      answerFresh(server, bridge);
      assertThat(chargedMicros(server)).isEqualTo(LEGS * PRICE_MICROS);
      server.advance(MINUTE);
      bridge.heartbeat();
      server.await("the second minute", () -> chargedMicros(server) == 2 * LEGS * PRICE_MICROS);
      server.advance(Duration.ofSeconds(10));
      endAll(server, bridge);
      assertThat(server.balance(ACME).getBalanceMicros()).isEqualTo(100 * TestServer.UNIT - 2 * LEGS * PRICE_MICROS);
      assertThat(wrongClocks(server)).isZero();
    }
  }

  @Test
  void aBridgeThatShowsItsClockIsChargedByIt() throws IOException {
    try (TestServer server = ahead()) {
      BridgeStream bridge = server.bridge("bridge", 1);
      bridge.heartbeat(server.now());
      answerFresh(server, bridge);
      assertThat(chargedMicros(server)).isEqualTo(LEGS * PRICE_MICROS);
      server.advance(MINUTE);
      bridge.heartbeat(server.now());
      server.await("the second minute", () -> chargedMicros(server) == 2 * LEGS * PRICE_MICROS);
      assertThat(wrongClocks(server)).isZero();
    }
  }

  @Test
  void aLegFromBeforeIsNotChargedUntilTheWallClockIsWhereItWas() throws IOException {
    try (TestServer before = TestServer.start(directory)) {
      before.standardTariff();
      before.create(ACME, 100 * TestServer.UNIT);
      before.advance(HOUR);
      BridgeStream bridge = before.bridge("bridge", 1);
      bridge.events(Legs.answered(1, 1, ACME, before.now()));
      bridge.ack(1);
    }
    try (TestServer server = TestServer.start(directory)) {
      server.advance(MINUTE);
      assertThat(chargedMicros(server)).isEqualTo(PRICE_MICROS);
    }
  }

  @Test
  void aBridgeWhoseClockAgreesWithEngineTimeIsChargedByThat() throws IOException {
    try (TestServer server = ahead()) {
      BridgeStream bridge = server.bridge("bridge", 1);
      bridge.events(Legs.answered(1, 1, ACME, server.now().plus(HOUR).minusSeconds(70)));
      bridge.ack(1);
      assertThat(chargedMicros(server)).isEqualTo(PRICE_MICROS);
      bridge.events(Legs.ended(2, 1, ACME, server.now().plus(HOUR).minusSeconds(10)));
      bridge.ack(2);
      assertThat(server.balance(ACME).getBalanceMicros()).isEqualTo(100 * TestServer.UNIT - PRICE_MICROS);
    }
  }

  @Test
  void aClockThatIsAnHourSlowIsFollowedAndCounted() throws IOException {
    try (TestServer server = TestServer.start(directory)) {
      server.standardTariff();
      server.create(ACME, 100 * TestServer.UNIT);
      BridgeStream bridge = server.bridge("bridge", 1);
      bridge.heartbeat(server.now().minus(HOUR));
      bridge.events(Legs.answered(1, 1, ACME, server.now().minus(HOUR)));
      assertThat(bridge.ack(1).getNoticesList()).singleElement()
          .matches(notice -> notice.getReason() == NoticeReason.NOTICE_REASON_CLOCK_WRONG)
          .extracting(Notice::getMessage).asString().contains("behind the server's");
      assertThat(chargedMicros(server)).isEqualTo(PRICE_MICROS);
      assertThat(wrongClocks(server)).isOne();
      server.advance(MINUTE);
      assertThat(chargedMicros(server)).isEqualTo(2 * PRICE_MICROS);
      bridge.halfClose();
      assertThat(bridge.end()).isEqualTo("OK");
      server.await("no wrong clock", () -> wrongClocks(server) == 0);
    }
  }

  @Test
  void aClockIsFollowedInLaterStreamsUntilItIsRight() throws IOException {
    try (TestServer server = TestServer.start(directory)) {
      server.standardTariff();
      server.create(ACME, 100 * TestServer.UNIT);
      BridgeStream slow = server.bridge("bridge", 1);
      slow.heartbeat(server.now().minusSeconds(61));
      slow.events(Legs.answered(1, 1, ACME, server.now().minusSeconds(61)));
      slow.ack(1);
      assertThat(chargedMicros(server)).isEqualTo(PRICE_MICROS);
      slow.cancel();
      BridgeStream silent = server.bridge("bridge", 1);
      silent.heartbeat();
      server.advance(Duration.ofSeconds(1));
      assertThat(chargedMicros(server)).isEqualTo(PRICE_MICROS);
      silent.cancel();
      BridgeStream right = server.bridge("bridge", 1);
      right.heartbeat(server.now());
      assertThat(right.charge(1).getTotalMicros()).isEqualTo(2 * PRICE_MICROS);
    }
  }
}
