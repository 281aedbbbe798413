package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events are numbered and sent without a gap, and callers waiting for space get it, however the threads interleave. */
@Timeout(60)
class EventWindowInterleavingTest {
  private static final int LEGS_EACH = 3;
  private static final int LEGS = 2 * LEGS_EACH;

  @Test
  void everyEventIsSentOnceInOrder() throws Exception {
    Interleavings.check(EventWindowInterleavingTest::round);
  }

  private static void round(Random random) throws Exception {
    var window = new EventWindow(1 + random.nextInt(3), new MemoryJournal(1));
    Set<Long> legNumbers = new ConcurrentSkipListSet<>();
    List<Long> sent = new ArrayList<>();
    Interleavings.together(random, () -> report(window, legNumbers), () -> report(window, legNumbers),
        () -> send(window, sent));

    assertThat(legNumbers).containsExactlyElementsOf(upTo(LEGS));
    assertThat(sent).isEqualTo(upTo(LEGS));
    assertThat(window.acknowledged()).isEqualTo(LEGS);
    assertThat(window.unacknowledged()).isZero();
  }

  private static List<Long> upTo(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  /** Reports legs; waits while the window is full. */
  private static void report(EventWindow window, Set<Long> legNumbers) throws InterruptedException {
    for (int i = 0; i < LEGS_EACH; i++) {
      legNumbers.add(window.answered(LegAnswered.getDefaultInstance(), true));
    }
  }

  /** Sends events and acknowledges each immediately, until it has seen all. */
  private static void send(EventWindow window, List<Long> sent) {
    while (sent.size() < LEGS) {
      LegEvents.Builder batch = LegEvents.newBuilder();
      window.collect(sent.size(), LEGS, LEGS, batch);
      for (LegEvent event : batch.getEventsList()) {
        sent.add(event.getSequence());
        window.acknowledge(event.getSequence());
      }
    }
  }
}
