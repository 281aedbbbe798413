package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.Charges;
import dev.tollbridge.v1.CreditWarning;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.LegStatuses;
import dev.tollbridge.v1.Reconciled;
import dev.tollbridge.v1.StreamLegsResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The server's messages reach the listener in order, and closings are acknowledged. */
class ServerMessagesTest {

  @Test
  void everyMessageReachesTheListenerInOrder() {
    try (Scene scene = new Scene()) {
      ScriptedStream stream = scene.open();
      stream.send(response().setLegStatuses(LegStatuses.newBuilder().addStatuses(LegStatus.newBuilder().setLegNumber(1))
          .addStatuses(LegStatus.newBuilder().setLegNumber(2))));
      stream.send(response().setReconciled(Reconciled.newBuilder().setMatched(2)));
      stream.send(response().setCharges(Charges.newBuilder().addCharges(Charge.newBuilder().setLegNumber(1))
          .addCharges(Charge.newBuilder().setLegNumber(2))));
      stream.send(response().setCreditWarning(CreditWarning.newBuilder().setOrganizationId("acme")));
      stream.send(response().setDisconnectLeg(DisconnectLeg.newBuilder().setLegNumber(2)));
      stream.send(response());
      stream.close(2);
      scene.loop.run();
      assertThat(scene.transcript.lines).containsExactly("opened", "status 1", "status 2", "reconciled 2", "charged 1",
          "charged 2", "warning acme", "disconnect 2", "closed 2");
    }
  }

  @Test
  void readsOnForAsLongAsTheServerTalks() {
    try (Scene scene = new Scene()) {
      ScriptedStream stream = scene.open();
      for (int message = 0; message < 100; message++) {
        stream.send(response().setReconciled(Reconciled.newBuilder().setMatched(message)));
      }
      scene.loop.run();
      assertThat(scene.transcript.lines).hasSize(101).endsWith("reconciled 99");
    }
  }

  @Test
  void closingsThatComeTogetherAreAcknowledgedTogether() {
    try (Scene scene = new Scene()) {
      ScriptedStream stream = scene.open();
      for (int leg = 1; leg <= 5; leg++) {
        stream.close(leg);
      }
      scene.loop.run();
      stream.close(6);
      scene.loop.run();
      assertThat(stream.transcript()).containsExactly("open bridge-1 7", "acknowledge [1, 2, 3]", "acknowledge [4, 5]",
          "acknowledge [6]");
    }
  }

  @Test
  void aClosingThatTheListenerCouldNotTakeIsNotAcknowledgedAndComesAgain() {
    try (Scene scene = new Scene(new FailsOnce(), 100)) {
      ScriptedStream broken = scene.open();
      broken.close(1);
      scene.loop.run();
      assertThat(broken.isCancelled()).isTrue();
      ScriptedStream stream = scene.reopen(0);
      stream.close(1);
      scene.loop.run();
      assertThat(broken.transcript()).containsExactly("open bridge-1 7");
      assertThat(stream.transcript()).contains("acknowledge [1]");
      assertThat(scene.transcript.lines).containsExactly("opened", "disconnected CANCELLED", "reopened", "closed 1");
    }
  }

  @Test
  void aListenerMayReportTheEndOfTheLegThatItHangsUp() throws InterruptedException {
    HangsUp bridge = new HangsUp();
    try (Scene scene = new Scene(bridge, 2)) {
      bridge.client = scene.client;
      ScriptedStream stream = scene.open();
      scene.answer(1);
      stream.send(response().setDisconnectLeg(DisconnectLeg.newBuilder().setLegNumber(1)));
      scene.gather();
      assertThat(stream.transcript()).containsExactly("open bridge-1 7", "events [1+1]", "events [2-1]");
      assertThat(bridge.refusal).isNull();
    }
  }

  @Test
  void aListenerIsRefusedWhereOthersWouldWait() throws InterruptedException {
    HangsUp bridge = new HangsUp();
    try (Scene scene = new Scene(bridge, 1)) {
      bridge.client = scene.client;
      ScriptedStream stream = scene.open();
      scene.answer(1);
      stream.send(response().setDisconnectLeg(DisconnectLeg.newBuilder().setLegNumber(1)));
      scene.loop.run();
      assertThat(bridge.refusal).hasMessageContaining("full");
    }
  }

  private static StreamLegsResponse.Builder response() {
    return StreamLegsResponse.newBuilder();
  }

  /** Cannot store the first record. */
  private static final class FailsOnce extends Transcript {

    private boolean failed;

    @Override
    public void closed(long legNumber, CallRecord record) {
      if (!failed) {
        failed = true;
        throw new IllegalStateException("disk full");
      }
      super.closed(legNumber, record);
    }
  }

  /** Ends a leg from within the request. */
  private static final class HangsUp extends Transcript {

    private @Nullable BridgeClient client;
    private @Nullable IllegalStateException refusal;

    @Override
    public void disconnectRequested(DisconnectLeg request) {
      try {
        Objects.requireNonNull(client).ended(request.getLegNumber(), LegEnded.getDefaultInstance());
      } catch (IllegalStateException full) {
        refusal = full;
      } catch (InterruptedException unexpected) {
        throw new AssertionError(unexpected);
      }
    }
  }
}
