package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.scenario.Join.Meeting;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Conferences that start one after the other, each of whose legs joins at a random instant within a spread of time.
 * Only conferences that legs still join are kept in memory.
 */
final class ConferenceJoins implements Joins {
  private final ArrivalTimes times;
  private final ConferenceSize size;
  private final double spreadNanos;
  private final WeightedChoice shares;
  private final RandomGenerator random;
  private final PriorityQueue<Gathering> gatherings = new PriorityQueue<>(
      Comparator.comparingDouble((Gathering gathering) -> gathering.nextNanos)
          .thenComparingLong(gathering -> gathering.meeting.conference()));
  private long nextStartNanos;
  private long conferences;

  ConferenceJoins(ArrivalTimes times, Attendance attendance, Duration spread, int organizations,
      RandomGenerator random) {
    this.times = times;
    this.size = attendance.size();
    this.spreadNanos = spread.toNanos();
    this.shares = attendance.shares().choice(organizations);
    this.random = random;
    nextStartNanos = times.next(random);
  }

  @Override
  public @Nullable Join next() {
    openConferences();
    Gathering gathering = gatherings.poll();
    if (gathering == null) {
      return null;
    }
    Join join = new Join((long) gathering.nextNanos, gathering.meeting, null);
    if (gathering.joined(random)) {
      gatherings.add(gathering);
    }
    return join;
  }

  /** Opens every conference that starts before the next leg joins an open one. */
  private void openConferences() {
    while (nextStartNanos != Long.MAX_VALUE
        && (gatherings.isEmpty() || nextStartNanos <= gatherings.element().nextNanos)) {
      Meeting meeting = Meeting.of(1 + shares.next(random), conferences++, random);
      gatherings.add(new Gathering(meeting, nextStartNanos, nextStartNanos + spreadNanos, size.next(random), random));
      nextStartNanos = times.next(random);
    }
  }

  /**
   * A conference that legs still join. Their instants are drawn in order, one by one, so that none has to be stored.
   */
  private static final class Gathering {
    private final Meeting meeting;
    private final double endNanos;
    private double nextNanos;
    private int left;

    Gathering(Meeting meeting, double startNanos, double endNanos, int legs, RandomGenerator random) {
      this.meeting = meeting;
      this.endNanos = endNanos;
      this.nextNanos = startNanos;
      this.left = legs;
      advance(random);
    }

    /** Counts the leg that joined; returns whether there is another. */
    boolean joined(RandomGenerator random) {
      left--;
      if (left > 0) {
        advance(random);
      }
      return left > 0;
    }

    /** Draws the smallest of {@code left} random instants between now and the end. */
    private void advance(RandomGenerator random) {
      nextNanos += (endNanos - nextNanos) * (1 - StrictMath.pow(random.nextDouble(), 1.0 / left));
    }
  }
}
