package dev.tollbridge.simulator.verify;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/** Charges of one organization's records, by the fingerprints of their ids. For one thread. */
final class UsageCharges {
  private static final long NONE = Long.MIN_VALUE;

  private final Long2LongHashMap chargesMicros = new Long2LongHashMap(NONE);
  private final LongHashSet booked = new LongHashSet();
  private int unbookedCount;

  /** How an entry relates to a record. */
  enum Booking {
    /** The record's first entry. */
    FIRST,
    /** The record already has an entry. */
    REPEATED,
    /** There is no record for the entry. */
    WITHOUT_RECORD
  }

  /** Adds a record; false if its id was already added. */
  boolean add(String usageId, long micros) {
    if (chargesMicros.putIfAbsent(Fingerprint.of(usageId), micros) != NONE) {
      return false;
    }
    unbookedCount += micros == 0 ? 0 : 1;
    return true;
  }

  /** Adds an entry, after all records have been added. */
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

  /** Number of records with a charge and without an entry. */
  int unbookedCount() {
    return unbookedCount;
  }

  /** Whether a record has a charge and no entry. */
  boolean isUnbooked(String usageId) {
    long micros = chargeMicros(usageId);
    return micros != NONE && micros != 0 && !booked.contains(Fingerprint.of(usageId));
  }
}
