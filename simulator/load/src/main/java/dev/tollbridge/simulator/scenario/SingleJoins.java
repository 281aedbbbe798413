package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.scenario.Join.Meeting;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Legs that arrive singly: each organization fills one conference after the other. */
final class SingleJoins implements Joins {
  private final ArrivalTimes times;
  private final ConferenceSize size;
  private final WeightedChoice shares;
  private final RandomGenerator random;
  private final @Nullable Meeting[] open;
  private final int[] seatsLeft;
  private long conferences;

  SingleJoins(ArrivalTimes times, Attendance attendance, int organizations, RandomGenerator random) {
    this.times = times;
    this.size = attendance.size();
    this.shares = attendance.shares().choice(organizations);
    this.random = random;
    open = new Meeting[organizations];
    seatsLeft = new int[organizations];
  }

  @Override
  public @Nullable Join next() {
    long startNanos = times.next(random);
    return startNanos == Long.MAX_VALUE ? null : new Join(startNanos, seat(), null);
  }

  private Meeting seat() {
    int index = shares.next(random);
    Meeting meeting = open[index];
    if (meeting == null || seatsLeft[index] == 0) {
      meeting = Meeting.of(index + 1, conferences++, random);
      open[index] = meeting;
      seatsLeft[index] = size.next(random);
    }
    seatsLeft[index]--;
    return meeting;
  }
}
