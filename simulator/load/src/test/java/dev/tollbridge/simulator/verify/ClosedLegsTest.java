package dev.tollbridge.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.DenialReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedLegsTest {
  private static final long SESSION = 1_800_000_000_000L;

  private final ClosedLegs legs = new ClosedLegs();

  @Test
  void anAddedLegIsFoundUnchanged() {
    ClosedLeg broke = new ClosedLeg(9_999_999, 10_000, 63, SESSION + 3, 8_000_000, -5, 1_900_000_000_000_000L,
        "disconnected on request", true, DenialReason.DENIAL_REASON_NO_CREDIT, -20_000_000_000L,
        0x8000_0000_0000_0001L);
    ClosedLeg neighbour = new ClosedLeg(9_999_998, 1, 0, SESSION + 1, 1, 7, LegAudit.NOT_ENDED, "", false,
        DenialReason.DENIAL_REASON_UNSPECIFIED, 0, 0);
    legs.add(broke);
    legs.add(neighbour);
    assertThat(legs.find(9_999_999)).isEqualTo(broke);
    assertThat(legs.find(9_999_998)).isEqualTo(neighbour);
  }

  @Test
  void legsThatWereNotAddedAreNotFound() {
    legs.add(leg(5, 1));
    assertThat(legs.find(4)).isNull();
    assertThat(legs.find(5_000_000)).isNull();
    assertThat(legs.find(-1)).isNull();
  }

  @Test
  void theLegsOfAnOrganizationAreListed() {
    legs.add(leg(0, 1));
    legs.add(leg(1, 2));
    legs.add(leg(70_000, 2));
    List<Long> second = new ArrayList<>();
    legs.ofOrganization(2, second::add);
    assertThat(second).containsExactlyInAnyOrder(1L, 70_000L);
  }

  private static ClosedLeg leg(long number, int organization) {
    return new ClosedLeg(number, organization, 0, SESSION, number + 1, 0, 1, "hung up", true,
        DenialReason.DENIAL_REASON_UNSPECIFIED, 0, number);
  }
}
