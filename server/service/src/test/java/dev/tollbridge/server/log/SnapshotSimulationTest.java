package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.EngineImage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Dseed=n} runs that history alone; {@code -Dhistories=n} sets how many are run. */
final class SnapshotSimulationTest {
  private static final int HISTORIES = 1_000;
  /** This many histories find any field that is forgotten. */
  private static final int SEARCHED_HISTORIES = 2_000;

  @Test
  void anEngineThatCrashesGoesOnLikeOneThatNeverStopped() {
    Long seed = Long.getLong("seed");
    if (seed != null) {
      new SnapshotSimulation(seed, UnaryOperator.identity()).run();
      return;
    }
    for (long each = 0; each < Integer.getInteger("histories", HISTORIES); each++) {
      new SnapshotSimulation(each, UnaryOperator.identity()).run();
    }
  }

  /** If a field were missing in the image, restored engines would behave differently, which the simulation shows. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("fields")
  void noFieldCanBeLeftOut(ForgottenField field) {
    assertThat(findsDifference(field::forget)).as("%s can be forgotten and nobody notices", field).isTrue();
  }

  static Stream<ForgottenField> fields() {
    return ForgottenField.all();
  }

  private static boolean findsDifference(UnaryOperator<EngineImage> kept) {
    for (long seed = 0; seed < SEARCHED_HISTORIES; seed++) {
      try {
        new SnapshotSimulation(seed, kept).run();
      } catch (AssertionError _) {
        return true;
      }
    }
    return false;
  }
}
