package dev.tollbridge.simulator.cdr;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The number of records that start in each half hour, by the working hours and weekdays of every office, with more
 * meetings at :00 than at :30. Divided into chunks of bounded size, which can be generated independently.
 */
final class Schedule {
  /** Records in one chunk. */
  static final int CHUNK_RECORDS = 4096;
  private static final int FULL_HOUR_WEIGHT = 3;
  private static final int HALF_HOUR_WEIGHT = 2;
  private static final int WEEKEND_PER_CENT = 3;
  /** Meetings by hour of the local working day. */
  private static final int[] HOURS = {1, 1, 1, 1, 1, 2, 6, 20, 60, 95, 100, 90, 45, 70, 95, 90, 75, 40, 15, 8, 6, 4, 2,
    1};

  private final Period period;
  private final List<Office> offices;
  private final long[] recordsBefore;

  Schedule(Period period, List<Office> offices, long count) {
    this.period = period;
    this.offices = offices;
    this.recordsBefore = share(count);
  }

  /**
   * A part of a half hour's records.
   *
   * @param part from 0 within the half hour
   * @param firstRecord number of its first record, from 0
   */
  record Chunk(int slot, int part, long firstRecord, int records) {}

  /** All chunks, in the order of the report. */
  Iterator<Chunk> chunks() {
    return new Iterator<>() {
      private long next;
      private int slot;

      @Override
      public boolean hasNext() {
        return next < recordsBefore[recordsBefore.length - 1];
      }

      @Override
      public Chunk next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        while (recordsBefore[slot + 1] <= next) {
          slot++;
        }
        int records = (int) Math.min(CHUNK_RECORDS, recordsBefore[slot + 1] - next);
        Chunk chunk = new Chunk(slot, (int) ((next - recordsBefore[slot]) / CHUNK_RECORDS), next, records);
        next += records;
        return chunk;
      }
    };
  }

  /** Weights of the offices for meetings that start in a half hour. */
  Weights offices(int slot) {
    long[] hours = hours(slot);
    return Weights.of(offices.size(), i -> offices.get(i).weight() * hours[offices.get(i).country()]);
  }

  /** Rounds the running total, so that the parts always sum to the whole. */
  private long[] share(long count) {
    long[] weightBefore = new long[period.slots() + 1];
    for (int slot = 0; slot < period.slots(); slot++) {
      weightBefore[slot + 1] = weightBefore[slot] + offices(slot).total();
    }
    BigInteger total = BigInteger.valueOf(weightBefore[period.slots()]);
    long[] records = new long[weightBefore.length];
    for (int slot = 0; slot < records.length; slot++) {
      records[slot] = BigInteger.valueOf(count).multiply(BigInteger.valueOf(weightBefore[slot])).divide(total)
          .longValueExact();
    }
    return records;
  }

  private long[] hours(int slot) {
    Instant start = Instant.ofEpochSecond(period.slotSecond(slot));
    return Country.OFFICES.stream().mapToLong(country -> weight(start.atZone(country.zone()))).toArray();
  }

  private static long weight(ZonedDateTime local) {
    boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
    return (long) HOURS[local.getHour()] * (local.getMinute() == 0 ? FULL_HOUR_WEIGHT : HALF_HOUR_WEIGHT)
        * (weekend ? WEEKEND_PER_CENT : 100);
  }
}
