package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Credit lots compared with a list of every single micro: its lot, and whether it is spent. */
final class CreditsTest {
  private static final long START_MICROS = 1_795_392_000_000_000L;
  private static final long MONTH_MICROS = 30L * 86_400_000_000L;
  private static final int SEEDS = 1_000;
  private static final int STEPS = 60;

  @Test
  void agreesWithAListOfMicros() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Run(seed).run();
    }
  }

  /** Random purchases, debits, refunds and expiries. */
  private static final class Run {
    private final long seed;
    private final Random random;
    private final Credits credits = new Credits(new Rules(Level::of));
    /** Lots by the time of their purchase; each entry of a lot is the number of its micros that remain. */
    private final List<long[]> lots = new ArrayList<>();
    /** For each micro spent, oldest first, its lot; null is debt. */
    private final List<long[]> spent = new ArrayList<>();
    private long now = START_MICROS;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        now += random.nextLong(MONTH_MICROS);
        expire();
        switch (random.nextInt(4)) {
          case 0 -> add(1 + random.nextInt(30));
          case 1 -> refund(random.nextInt(spent.size() + 1));
          default -> debit(random.nextInt(25));
        }
        compare();
      }
    }

    private void expire() {
      while (credits.nextExpiryMicros() <= now) {
        long[] oldest = lots.removeFirst();
        assertThat(credits.expireNext()).as("seed %d", seed).isEqualTo(oldest[0]);
        oldest[0] = -1;
      }
    }

    private void add(int amount) {
      credits.add(amount, now);
      long[] lot = {amount};
      lots.add(lot);
      for (int i = 0; i < spent.size() && lot[0] > 0; i++) {
        if (spent.get(i) == null) {
          spent.set(i, lot);
          lot[0]--;
        }
      }
    }

    private void debit(int amount) {
      credits.debit(amount);
      for (int i = 0; i < amount; i++) {
        long[] lot = lots.stream().filter(each -> each[0] > 0).findFirst().orElse(null);
        if (lot != null) {
          lot[0]--;
        }
        spent.add(lot);
      }
    }

    private void refund(int amount) {
      credits.refund(amount, now);
      long[] homeless = {0};
      for (int i = 0; i < amount; i++) {
        long[] lot = spent.removeLast();
        boolean expired = lot != null && lot[0] < 0;
        if (lot != null) {
          (expired ? homeless : lot)[0]++;
        }
      }
      if (homeless[0] > 0) {
        lots.add(homeless);
      }
    }

    private void compare() {
      long left = lots.stream().mapToLong(lot -> lot[0]).sum();
      long debt = spent.stream().filter(lot -> lot == null).count();
      assertThat(credits.balanceMicros()).as("seed %d", seed).isEqualTo(left - debt);
      assertThat(credits.lots().stream().map(CreditLot::remainingMicros)).as("seed %d", seed)
          .containsExactlyElementsOf(lots.stream().map(lot -> lot[0]).filter(rest -> rest > 0).toList());
    }
  }
}
