package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegEvents;
import org.junit.jupiter.api.Test;

/** No text keeps events from being sent. */
class EventWindowSizeTest {
  private static final int MANY = 1_000;

  private final EventWindow window = new EventWindow(MANY, new MemoryJournal(MANY));

  private LegEvents next(long sequence) {
    var batch = LegEvents.newBuilder();
    window.collect(sequence, MANY, MANY, batch);
    return batch.build();
  }

  private static LegAnswered answered(int length) {
    return LegAnswered.newBuilder().setOrganizationId("acme").setLegId("x".repeat(length)).build();
  }

  @Test
  void aMessageHasNoMoreThanTheServerReads() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      window.answered(answered(500_000), false);
    }

    assertThat(next(0).getEventsCount()).isEqualTo(4);
    assertThat(next(4).getEventsCount()).isEqualTo(4);
    assertThat(next(8).getEventsCount()).isEqualTo(2);
  }

  @Test
  void aLongCauseIsCut() throws InterruptedException {
    long leg = window.answered(answered(10), false);
    window.ended(leg, LegEnded.newBuilder().setCause("y".repeat(2_000_000)).build(), false);

    LegEnded sent = next(1).getEvents(0).getEnded();
    assertThat(sent.getCause()).isEqualTo("y".repeat(1_000));
    assertThat(sent.getOrganizationId()).isEqualTo("acme");
  }

  @Test
  void anAnswerThatNoMessageCanCarryIsRefusedAtOnce() throws InterruptedException {
    assertThatIllegalArgumentException().isThrownBy(() -> window.answered(answered(1_100_000), false))
        .withMessageContaining("shorten its texts");
    window.answered(answered(10), false);
    assertThat(next(0).getEventsCount()).isOne();
  }
}
