package dev.tollbridge.simulator.cdr;

/**
 * One meeting, before anybody joins by phone.
 *
 * @param office office of the organizer
 * @param organizer index of the user in the office
 * @param legs number of phone legs, 1 to 250
 */
record Meeting(Office office, int organizer, long conferenceId, int legs, long startMilli, long endMilli) {
  /** Planned lengths of meetings in minutes, equally likely. */
  private static final int[] LENGTHS = {15, 15, 30, 30, 30, 30, 30, 45, 60, 60, 60, 60, 90, 120};
  private static final int MAX_LEGS = 250;
  private static final int MINUTE_MILLIS = 60_000;
  private static final int SLOT_MINUTES = Period.SLOT_SECONDS / 60;
  private static final int CONFERENCE_IDS = 900_000_000;

  /** Draws a meeting that starts in a half hour. */
  static Meeting draw(Dice dice, Office office, long slotMilli) {
    long startMilli = slotMilli + startMinute(dice) * (long) MINUTE_MILLIS;
    long endMilli = startMilli + LENGTHS[dice.below(LENGTHS.length)] * (long) MINUTE_MILLIS;
    return new Meeting(office, office.popularity().draw(dice), CONFERENCE_IDS / 9 + dice.below(CONFERENCE_IDS),
        legs(dice), startMilli, endMilli);
  }

  /** Most start on the half hour, some a quarter past, few in between. */
  private static int startMinute(Dice dice) {
    int kind = dice.below(100);
    if (kind < 88) {
      return 0;
    }
    return kind < 94 ? SLOT_MINUTES / 2 : dice.below(SLOT_MINUTES);
  }

  private static int legs(Dice dice) {
    int kind = dice.below(100);
    if (kind < 55) {
      return dice.between(1, 4);
    }
    if (kind < 90) {
      return dice.between(3, 10);
    }
    return kind < 98 ? dice.between(8, 30) : dice.between(30, MAX_LEGS);
  }
}
