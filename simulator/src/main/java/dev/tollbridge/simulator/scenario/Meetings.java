package dev.tollbridge.simulator.scenario;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Seats legs in conferences: each organization fills one conference of 1 to 12 legs after the other. */
final class Meetings {
  private static final int MAX_LEGS_PER_CONFERENCE = 12;
  private static final int ORGANIZERS_PER_ORGANIZATION = 20;

  private final @Nullable Meeting[] open;
  private final int[] seatsLeft;
  private long conferences;

  Meetings(int organizations) {
    open = new Meeting[organizations];
    seatsLeft = new int[organizations];
  }

  /** The conference of the next leg. Organization 1 is hot: it gets half of all legs. */
  Meeting next(RandomGenerator random) {
    int index = open.length == 1 || random.nextBoolean() ? 0 : 1 + random.nextInt(open.length - 1);
    Meeting meeting = open[index];
    if (meeting == null || seatsLeft[index] == 0) {
      meeting = new Meeting(index + 1, conferences++, random.nextInt(ORGANIZERS_PER_ORGANIZATION));
      open[index] = meeting;
      seatsLeft[index] = 1 + random.nextInt(MAX_LEGS_PER_CONFERENCE);
    }
    seatsLeft[index]--;
    return meeting;
  }

  /** One conference, numbered from 0, of one organizer. */
  record Meeting(int organization, long conference, int organizer) {}
}
