package dev.tollbridge.simulator.scenario;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A leg's place in the load: when it starts, and in which conference.
 *
 * @param startNanos after the load's start
 * @param traced the leg's values from a trace, if there is one
 */
record Join(long startNanos, Meeting meeting, @Nullable TracedLeg traced) {

  /**
   * One conference of one organizer.
   *
   * @param organization from 1
   * @param conference from 0
   * @param organizer within the organization, from 0
   */
  record Meeting(int organization, long conference, int organizer) {
    private static final int ORGANIZERS_PER_ORGANIZATION = 20;

    /** A conference of any of the organization's organizers. */
    static Meeting of(int organization, long conference, RandomGenerator random) {
      return new Meeting(organization, conference, random.nextInt(ORGANIZERS_PER_ORGANIZATION));
    }
  }
}
