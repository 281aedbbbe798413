package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.Leg;
import dev.tollbridge.v1.LegState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is reported from one look at the legs to the next. */
class LegChangesTest {
  private static final Leg LEG = Leg.newBuilder().setBridgeId("edge-1").setLegId("leg-1").setOrganizationId("acme")
      .setState(LegState.LEG_STATE_CHARGING).setMinutesCharged(1).build();
  private static final Leg OTHER = LEG.toBuilder().setBridgeId("edge-2").build();

  @Test
  void beginningsChangesAndEndsAreReportedOnce() {
    Leg charged = LEG.toBuilder().setMinutesCharged(2).build();
    Leg asked = charged.toBuilder().setState(LegState.LEG_STATE_DISCONNECTING)
        .setDenial(DenialReason.DENIAL_REASON_ADMINISTRATOR).build();
    var looks = new ArrayDeque<Iterable<Leg>>(
        List.of(List.of(LEG), List.of(LEG), List.of(charged, OTHER), List.of(asked, OTHER), List.of(OTHER)));
    List<String> reported = new ArrayList<>();
    new LegChanges(looks::remove, Duration.ZERO, looks.size())
        .forEachRemaining(change -> reported.add(change.leg().getBridgeId() + " " + change.what()));
    assertThat(reported).containsExactly("edge-1 began", "edge-1 charged", "edge-2 began",
        "edge-1 disconnecting: administrator", "edge-1 ended");
  }
}
