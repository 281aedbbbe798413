package dev.tollbridge.simulator.compare;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cost of the same usage if some organizers have a licence. Every licence adds 60 minutes to the pool of each month.
 * Organizers with a licence use the pool, pay nothing for toll dial-in and pay other calls from credits. Organizers
 * without one pay by the minute.
 */
final class LicenceModel {
  static final int POOL_MINUTES = 60;

  private final UsageBook book;
  private final List<YearMonth> months;
  private final List<PooledCall> calls;

  LicenceModel(UsageBook book) {
    this.book = book;
    this.months = book.months();
    this.calls = book.pooledCalls();
  }

  /**
   * One month, without the licences' own price. Amounts in micros.
   *
   * @param poolMinutes minutes that the licences add
   * @param usedMinutes minutes of the pool that were used
   * @param overflowMicros dial-out to Zone A beyond the pool
   * @param meteredMicros toll-free and dial-out elsewhere of those with a licence
   * @param unlicensedMicros everything of those without
   */
  record Month(YearMonth month, long poolMinutes, long usedMinutes, long overflowMicros, long meteredMicros,
      long unlicensedMicros) {
    long totalMicros() {
      return Math.addExact(Math.addExact(overflowMicros, meteredMicros), unlicensedMicros);
    }
  }

  List<YearMonth> months() {
    return months;
  }

  int poolCalls() {
    return calls.size();
  }

  /** The months if these organizers have licences; licences beyond the number of organizers only add to the pool. */
  List<Month> share(BitSet licensed, int licences) {
    long[] left = new long[months.size()];
    Arrays.fill(left, (long) licences * POOL_MINUTES);
    long[] overflow = new long[months.size()];
    for (PooledCall call : calls) {
      if (licensed.get(call.organizer())) {
        long covered = Math.min(left[call.month()], call.minutes());
        left[call.month()] -= covered;
        overflow[call.month()] = Math.addExact(overflow[call.month()], call.beyond(covered));
      }
    }
    return IntStream.range(0, months.size())
        .mapToObj(month -> month(month, licensed, (long) licences * POOL_MINUTES, left[month], overflow[month]))
        .toList();
  }

  private Month month(int index, BitSet licensed, long pool, long left, long overflowMicros) {
    long metered = 0;
    long unlicensed = 0;
    for (int organizer = 0; organizer < book.organizers(); organizer++) {
      MonthUsage usage = book.usage(organizer, months.get(index));
      if (licensed.get(organizer)) {
        metered = Math.addExact(metered, usage.outsideMicros());
      } else {
        unlicensed = Math.addExact(unlicensed, usage.byTheMinuteMicros());
      }
    }
    return new Month(months.get(index), pool, pool - left, overflowMicros, metered, unlicensed);
  }

  /** The amount that each organizer would still pay from credits, alone with a licence and its 60 minutes a month. */
  long[] alone() {
    long[][] left = new long[months.size()][book.organizers()];
    for (long[] month : left) {
      Arrays.fill(month, POOL_MINUTES);
    }
    long[] micros = new long[book.organizers()];
    for (int organizer = 0; organizer < micros.length; organizer++) {
      micros[organizer] = book.usage(organizer).outsideMicros();
    }
    for (PooledCall call : calls) {
      long covered = Math.min(left[call.month()][call.organizer()], call.minutes());
      left[call.month()][call.organizer()] -= covered;
      micros[call.organizer()] = Math.addExact(micros[call.organizer()], call.beyond(covered));
    }
    return micros;
  }
}
