package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Reconciled;
import dev.tollbridge.v1.StreamLegsResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LegStreamResumeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir
  private static Path directory;
  private static TestServer server;

  private String acme;
  private String bridgeId;
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
    bridgeId = TestServer.newId();
    server.create(acme, 100 * TestServer.UNIT);
    bridge = server.bridge(bridgeId, 1);
  }

  private void answer(long first, long last) {
    bridge.events(Legs.allAnswered(first, last, acme, server.now()));
    bridge.ack(last);
  }

  /** Reconnects after a broken connection. */
  private Opened reopen(long session) {
    bridge.cancel();
    bridge = BridgeStream.start(server.channel());
    bridge.open(bridgeId, session);
    return bridge.opened();
  }

  private static LegStatus status(long legNumber, int minutes, long totalMicros) {
    return LegStatus.newBuilder().setLegNumber(legNumber).setMinutesCharged(minutes).setTotalMicros(totalMicros)
        .build();
  }

  @Test
  void aSessionGoesOnWhereItWas() {
    answer(1, 2);
    bridge.cancel();
    server.advance(MINUTE);

    Opened opened = reopen(1);

    assertThat(opened.getLastDurableSequence()).isEqualTo(2);
    assertThat(opened.getReconciliationRequired()).isFalse();
    assertThat(bridge.statuses()).containsExactlyInAnyOrder(status(1, 2, 40_000), status(2, 2, 40_000));
    server.advance(MINUTE);
    assertThat(bridge.charge(1).getTotalMicros()).isEqualTo(60_000);
  }

  @Test
  void legsOfAllShardsAreToldOf() {
    var organizations = IntStream.rangeClosed(1, 12).mapToObj(_ -> TestServer.newId()).toList();
    organizations.forEach(id -> server.create(id, 100 * TestServer.UNIT));
    bridge.events(IntStream.rangeClosed(1, 12)
        .mapToObj(i -> Legs.answered(i, i, organizations.get(i - 1), server.now())).toList());
    bridge.ack(12);

    assertThat(reopen(1).getLastDurableSequence()).isEqualTo(12);

    int statuses = 0;
    while (statuses < 12) {
      statuses += bridge.statuses().size();
    }
    bridge.events(IntStream.rangeClosed(1, 12)
        .mapToObj(i -> Legs.ended(12 + i, i, organizations.get(i - 1), server.now())).toList());
    assertThat(bridge.ack(24).getRejectionsList()).isEmpty();
  }

  @Test
  void aClosingIsRepeatedUntilAcknowledged() {
    answer(1, 1);
    bridge.events(Legs.ended(2, 1, acme, server.now()));
    LegClosed closed = bridge.closed(1);

    reopen(1);
    assertThat(bridge.closed(1)).isEqualTo(closed);
    reopen(1);
    assertThat(bridge.closed(1)).isEqualTo(closed);
    bridge.acknowledge(1L, 99L);
    bridge.events(Legs.answered(3, 3, acme, server.now()));
    bridge.ack(3);
    reopen(1);
    bridge.statuses();
    assertThat(bridge.rest()).noneMatch(StreamLegsResponse::hasClosings);
  }

  @Test
  void theEndOfAClosedLegGivesItsClosingAgain() {
    answer(1, 1);
    bridge.events(Legs.ended(2, 1, acme, server.now()));
    LegClosed closed = bridge.closed(1);
    reopen(1);
    assertThat(bridge.closed(1)).isEqualTo(closed);
    bridge.events(Legs.ended(3, 1, acme, server.now().plusSeconds(90)));

    assertThat(bridge.ack(3).getRejectionsList()).isEmpty();
    assertThat(bridge.closed(1)).isEqualTo(closed);
  }

  @Test
  void aDisconnectIsRepeated() {
    String poor = TestServer.newId();
    server.create(TestServer.organization(poor));
    bridge.events(Legs.answered(1, 1, poor, server.now()));
    bridge.disconnect(1);

    reopen(1);

    assertThat(bridge.disconnect(1).getReason()).isEqualTo(DenialReason.DENIAL_REASON_NO_CREDIT);
    assertThat(bridge.statuses()).containsExactly(status(1, 0, 0));
  }

  @Test
  void aLegWhoseRejectionWasLostHasNoStatus() {
    bridge.events(Legs.answered(1, 1, "nobody", server.now()), Legs.answered(2, 2, acme, server.now()));
    bridge.ack(2);

    assertThat(reopen(1).getLastDurableSequence()).isEqualTo(2);

    assertThat(bridge.statuses()).extracting(LegStatus::getLegNumber).containsExactly(2L);
    bridge.activeLegs(2, true, 1L, 2L);
    assertThat(bridge.reconciled()).isEqualTo(Reconciled.newBuilder().setMatched(1).build());
  }

  @Test
  void onlyACompleteListClosesWhatItLacks() {
    answer(1, 4);
    bridge.activeLegs(3, false, 1L);
    bridge.heartbeat();
    answer(5, 5);
    assertThat(server.balance(acme).getActiveLegCount()).isEqualTo(5);

    bridge.activeLegs(3, true, 3L);

    assertThat(bridge.reconciled()).isEqualTo(Reconciled.newBuilder().setMatched(2).setClosed(1).build());
    assertThat(bridge.closed(2).getRecord().getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_MISSING);
    assertThat(server.balance(acme).getActiveLegCount()).isEqualTo(4);
  }

  @Test
  void anUnfinishedListIsForgottenWithItsStream() {
    answer(1, 3);
    bridge.activeLegs(3, false, 1L);
    reopen(1);
    bridge.activeLegs(3, false, 2L);
    bridge.activeLegs(3, true, 3L);

    assertThat(bridge.reconciled()).isEqualTo(Reconciled.newBuilder().setMatched(2).setClosed(1).build());
    assertThat(bridge.closed(1).getRecord().getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_MISSING);
  }

  @Test
  void anEmptyListClosesAll() {
    answer(1, 3);
    for (int part = 0; part < 100; part++) {
      bridge.activeLegs(3, false);
    }
    bridge.activeLegs(3, true);

    assertThat(bridge.reconciled().getClosed()).isEqualTo(3);
  }

  @Test
  void legsOfAReplacedSessionAreClosedByTheNewOnesList() {
    answer(1, 2);
    Opened opened = reopen(2);

    assertThat(opened.getLastDurableSequence()).isZero();
    assertThat(opened.getReconciliationRequired()).isTrue();
    answer(1, 1);
    bridge.activeLegs(1, true, 1L);
    assertThat(bridge.reconciled()).isEqualTo(Reconciled.newBuilder().setMatched(1).setClosed(2).build());
    assertThat(server.balance(acme).getActiveLegCount()).isEqualTo(1);
  }

  @Test
  void chargingPausesWhenTheLeaseRunsOutAndCatchesUp() {
    answer(1, 1);
    bridge.cancel();
    for (int minute = 0; minute < 10; minute++) {
      server.advance(MINUTE);
    }
    assertThat(server.balance(acme).getActiveLegsMicros()).isEqualTo(60_000);

    assertThat(reopen(1).getReconciliationRequired()).isTrue();
    assertThat(bridge.statuses()).containsExactly(status(1, 3, 60_000));
    bridge.activeLegs(1, true, 1L);

    assertThat(bridge.reconciled().getMatched()).isOne();
    server.await("the skipped minutes", () -> server.balance(acme).getActiveLegsMicros() == 220_000);
    Charge last = bridge.charge(1);
    while (last.getTotalMicros() < 220_000) {
      last = bridge.charge(1);
    }
    assertThat(last.getMinute()).isEqualTo(10);
  }

  @Test
  void aHeartbeatKeepsTheLease() {
    answer(1, 1);
    server.advance(Duration.ofSeconds(90));
    bridge.heartbeat();
    bridge.halfClose();
    assertThat(bridge.end()).isEqualTo("OK");
    server.advance(Duration.ofSeconds(90));

    assertThat(server.balance(acme).getActiveLegsMicros()).isEqualTo(80_000);
  }
}
