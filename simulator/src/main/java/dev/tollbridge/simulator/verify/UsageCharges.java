package dev.tollbridge.simulator.verify;

/**
 * Records of one organization with their charges, to be found by their ids' fingerprints: 17 bytes a place, of which up to
 * two thirds are taken. One thread.
 */
final class UsageCharges {
  private static final int FIRST_PLACES = 16;
  private static final byte FREE = 0;
  private static final byte RECORDED = 1;
  private static final byte BOOKED = 2;
  private static final byte BOOKED_WITHOUT_RECORD = 3;

  private long[] ids = new long[FIRST_PLACES];
  private long[] chargesMicros = new long[FIRST_PLACES];
  private byte[] states = new byte[FIRST_PLACES];
  private int count;
  private int unbookedCount;

  /** What an entry is to a record. */
  enum Booking {
    /** The record's first one. */
    FIRST,
    /** There was one before. */
    REPEATED,
    /** There is no such record. */
    WITHOUT_RECORD
  }

  /** Adds a record; false when there is one of its id. */
  boolean add(String usageId, long micros) {
    long id = Fingerprint.of(usageId);
    int place = place(id);
    if (states[place] != FREE) {
      return false;
    }
    take(place, id, micros, RECORDED);
    unbookedCount += micros == 0 ? 0 : 1;
    return true;
  }

  /** Adds an entry. */
  Booking book(String usageId) {
    long id = Fingerprint.of(usageId);
    int place = place(id);
    if (states[place] == FREE) {
      take(place, id, 0, BOOKED_WITHOUT_RECORD);
      return Booking.WITHOUT_RECORD;
    }
    if (states[place] != RECORDED) {
      return Booking.REPEATED;
    }
    states[place] = BOOKED;
    unbookedCount -= chargesMicros[place] == 0 ? 0 : 1;
    return Booking.FIRST;
  }

  /** The charge of a record. */
  long chargeMicros(String usageId) {
    return chargesMicros[place(Fingerprint.of(usageId))];
  }

  /** Records with a charge and without an entry. */
  int unbookedCount() {
    return unbookedCount;
  }

  /** Whether a record has a charge and no entry. */
  boolean isUnbooked(String usageId) {
    int place = place(Fingerprint.of(usageId));
    return states[place] == RECORDED && chargesMicros[place] != 0;
  }

  private void take(int place, long id, long micros, byte state) {
    ids[place] = id;
    chargesMicros[place] = micros;
    states[place] = state;
    if (++count > ids.length / 3 * 2) {
      grow();
    }
  }

  private void grow() {
    long[] oldIds = ids;
    long[] oldCharges = chargesMicros;
    byte[] oldStates = states;
    ids = new long[oldIds.length * 2];
    chargesMicros = new long[ids.length];
    states = new byte[ids.length];
    for (int i = 0; i < oldIds.length; i++) {
      if (oldStates[i] != FREE) {
        int place = place(oldIds[i]);
        ids[place] = oldIds[i];
        chargesMicros[place] = oldCharges[i];
        states[place] = oldStates[i];
      }
    }
  }

  /** Where an id is, or belongs. */
  private int place(long id) {
    int place = (int) id & (ids.length - 1);
    while (states[place] != FREE && ids[place] != id) {
      place = (place + 1) & (ids.length - 1);
    }
    return place;
  }
}
