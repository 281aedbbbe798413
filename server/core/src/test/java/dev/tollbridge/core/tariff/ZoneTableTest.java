package dev.tollbridge.core.tariff;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.tariff.ZoneTable.Transition;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tables of time zones are accepted. */
final class ZoneTableTest {
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000;

  private static ZoneTable table(String zone, String version, int firstOffsetSeconds, Transition... transitions) {
    return new ZoneTable(zone, version, firstOffsetSeconds, List.of(transitions));
  }

  @ParameterizedTest
  @ValueSource(ints = {-18 * 3_600, 0, 18 * 3_600})
  void acceptsWhatAClockCanBe(int offsetSeconds) {
    String longest = "z".repeat(ZoneTable.MAX_NAME_LENGTH);
    assertThatCode(() -> table(longest, longest, offsetSeconds, new Transition(-MAX_SECONDS, offsetSeconds),
        new Transition(MAX_SECONDS, offsetSeconds))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {-18 * 3_600 - 1, 18 * 3_600 + 1})
  void refusesOffsetsThatNoClockHas(int offsetSeconds) {
    refused("offset from UTC is too large", () -> table("zone", "2025b", offsetSeconds));
    refused("offset from UTC is too large", () -> new Transition(0, offsetSeconds));
  }

  @ParameterizedTest
  @ValueSource(longs = {-MAX_SECONDS - 1, MAX_SECONDS + 1})
  void refusesTransitionsThatAreTooFarAway(long atSeconds) {
    refused("transition is too far away", () -> new Transition(atSeconds, 0));
  }

  @Test
  void refusesNamesThatAreEmptyOrTooLong() {
    String tooLong = "z".repeat(ZoneTable.MAX_NAME_LENGTH + 1);
    for (String wrong : List.of("", tooLong)) {
      refused("zone must have 1 to 50 characters", () -> table(wrong, "2025b", 0));
      refused("version must have 1 to 50 characters", () -> table("zone", wrong, 0));
    }
  }

  @Test
  void refusesTransitionsOutOfOrder() {
    refused("transitions out of order",
        () -> table("zone", "2025b", 0, new Transition(5, 0), new Transition(5, 3_600)));
    refused("transitions out of order",
        () -> table("zone", "2025b", 0, new Transition(5, 0), new Transition(6, 60), new Transition(4, 0)));
  }

  @Test
  void acceptsSoManyTransitions() {
    assertThatCode(() -> transitions(ZoneTable.MAX_TRANSITIONS)).doesNotThrowAnyException();
    refused("more than 1000 transitions", () -> transitions(ZoneTable.MAX_TRANSITIONS + 1));
  }

  private static void transitions(int count) {
    var _ = new ZoneTable("zone", "2025b", 0,
        LongStream.range(0, count).mapToObj(at -> new Transition(at, 0)).toList());
  }

  private static void refused(String rule, Runnable making) {
    assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(rule);
  }
}
