package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A search that continues where it stopped finds each leg once, however it is cut. */
final class LegSearchTest {
  private static final int LEGS = 300;
  private static final LegSelection ALL = new LegSelection(Set.of(), "", "", "", null, null);

  private static List<Long> found(MinuteWheel wheel, LegSelection selection, int limit, int visits) {
    List<Long> found = new ArrayList<>();
    LegPlace place = LegPlace.START;
    while (place != null) {
      LegsFound part = new LegSearch(selection, limit, visits, 0).after(place, wheel);
      assertThat(part.legs()).hasSizeLessThanOrEqualTo(limit);
      part.legs().forEach(leg -> found.add(leg.ref().legNumber()));
      assertThat(part.reached()).isNotEqualTo(place);
      place = part.reached();
    }
    return found;
  }

  @Test
  void eachLegIsFoundOnce() {
    var random = new Random(4);
    var wheel = new MinuteWheel();
    // many begin in the same slot of the wheel, some at the very same time
    LongStream.rangeClosed(1, LEGS).forEach(number -> wheel.add(Legs.leg(number, switch (random.nextInt(3)) {
      case 0 -> 0;
      case 1 -> random.nextLong(MinuteWheel.SLOT_MICROS);
      default -> random.nextLong(5 * Leg.MINUTE_MICROS);
    })));
    List<Long> all = LongStream.rangeClosed(1, LEGS).boxed().toList();
    for (int limit : List.of(1, 2, 7, LEGS - 1, LEGS, LEGS + 1)) {
      for (int visits : List.of(1, 3, LEGS, 10 * LEGS)) {
        assertThat(found(wheel, ALL, limit, visits)).as("limit %d, visits %d", limit, visits)
            .containsExactlyInAnyOrderElementsOf(all);
      }
    }
    var one = new LegSelection(Set.of("acme"), "bridge", "", "leg17", null, LegStanding.FREE);
    assertThat(found(wheel, one, 5, 10)).containsExactly(17L);
    assertThat(found(wheel, new LegSelection(Set.of("zeta"), "", "", "", null, null), 5, 10)).isEmpty();
    assertThat(found(wheel, new LegSelection(Set.of(), "", "", "", null, LegStanding.PAUSED), 5, 10)).isEmpty();
  }

  @Test
  void nothingIsFoundAmongNoLegs() {
    assertThat(found(new MinuteWheel(), ALL, 1, 1)).isEmpty();
  }
}
