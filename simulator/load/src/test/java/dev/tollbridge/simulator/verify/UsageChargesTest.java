package dev.tollbridge.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.verify.UsageCharges.Booking;
import org.junit.jupiter.api.Test;

class UsageChargesTest {
  private static final int MANY = 100_000;

  private final UsageCharges usages = new UsageCharges();

  @Test
  void everyRecordIsFoundHoweverManyThereAre() {
    for (int i = 0; i < MANY; i++) {
      assertThat(usages.add("usage-" + i, i)).isTrue();
    }
    assertThat(usages.unbookedCount()).isEqualTo(MANY - 1);
    for (int i = 0; i < MANY; i++) {
      assertThat(usages.add("usage-" + i, 7)).isFalse();
      assertThat(usages.book("usage-" + i)).isEqualTo(Booking.FIRST);
      assertThat(usages.chargeMicros("usage-" + i)).isEqualTo(i);
    }
    assertThat(usages.unbookedCount()).isZero();
  }

  @Test
  void aSecondEntryIsReported() {
    usages.add("one", 5);
    assertThat(usages.book("one")).isEqualTo(Booking.FIRST);
    assertThat(usages.book("one")).isEqualTo(Booking.REPEATED);
  }

  @Test
  void anEntryWithoutARecordIsReported() {
    assertThat(usages.book("none")).isEqualTo(Booking.WITHOUT_RECORD);
    assertThat(usages.book("none")).isEqualTo(Booking.REPEATED);
  }

  @Test
  void aChargeWithoutAnEntryIsUnbooked() {
    usages.add("charged", 5);
    usages.add("free", 0);
    assertThat(usages.unbookedCount()).isEqualTo(1);
    assertThat(usages.isUnbooked("charged")).isTrue();
    assertThat(usages.isUnbooked("free")).isFalse();
    usages.book("charged");
    assertThat(usages.isUnbooked("charged")).isFalse();
  }
}
