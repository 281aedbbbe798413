package dev.tollbridge.simulator.verify;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/** Records of one organization with their charges, to be found by their ids' fingerprints. One thread. */
final class UsageCharges {
  private static final long NONE = Long.MIN_VALUE;

  private final Long2LongHashMap chargesMicros = new Long2LongHashMap(NONE);
  private final LongHashSet booked = new LongHashSet();
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
    if (chargesMicros.putIfAbsent(Fingerprint.of(usageId), micros) != NONE) {
      return false;
    }
    unbookedCount += micros == 0 ? 0 : 1;
    return true;
  }

  /** Adds an entry; all records come before. */
  Booking book(String usageId) {
    long id = Fingerprint.of(usageId);
    if (!booked.add(id)) {
      return Booking.REPEATED;
    }
    long micros = chargesMicros.get(id);
    if (micros == NONE) {
      return Booking.WITHOUT_RECORD;
    }
    unbookedCount -= micros == 0 ? 0 : 1;
    return Booking.FIRST;
  }

  /** The charge of a record. */
  long chargeMicros(String usageId) {
    return chargesMicros.get(Fingerprint.of(usageId));
  }

  /** Records with a charge and without an entry. */
  int unbookedCount() {
    return unbookedCount;
  }

  /** Whether a record has a charge and no entry. */
  boolean isUnbooked(String usageId) {
    long micros = chargeMicros(usageId);
    return micros != NONE && micros != 0 && !booked.contains(Fingerprint.of(usageId));
  }
}
