package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state of a leg and every move from it. */
final class LegStateTest {
  private static final Map<LegState, Set<LegState>> MOVES = Map.of(
      LegState.CHARGING, Set.of(LegState.DENIED, LegState.DISCONNECTING, LegState.CLOSED),
      LegState.FREE, Set.of(LegState.CLOSED),
      LegState.DENIED, Set.of(LegState.CLOSED),
      LegState.DISCONNECTING, Set.of(LegState.CLOSED),
      LegState.CLOSED, Set.of());

  @ParameterizedTest
  @EnumSource
  void movesOnlyAsTheTableSays(LegState from) {
    for (LegState to : LegState.values()) {
      assertThat(from.mayBecome(to)).as("%s to %s", from, to)
          .isEqualTo(Objects.requireNonNull(MOVES.get(from)).contains(to));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheBridgeToHangUpWhatIsDeniedOrUnpaid(LegState state) {
    assertThat(state.hangingUp()).isEqualTo(Set.of(LegState.DENIED, LegState.DISCONNECTING).contains(state));
  }
}
