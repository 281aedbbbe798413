package dev.tollbridge.server.bridge;

import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.Charges;
import java.util.ArrayDeque;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Charges that wait to be sent, at most one a leg: a charge of a leg that has one waiting is merged into it, which loses
 * nothing because charges carry running totals. Not thread-safe.
 */
final class ChargeBuffer {
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final Long2ObjectHashMap<Waiting> byLeg = new Long2ObjectHashMap<>();

  private static final class Waiting {
    private final long legNumber;
    private int minute;
    private int minuteCount;
    private long amountMicros;
    private long totalMicros;

    Waiting(long legNumber) {
      this.legNumber = legNumber;
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Adds a charge. Returns whether it was merged into one that waits. */
  boolean add(long legNumber, int minute, int minuteCount, long amountMicros, long totalMicros) {
    Waiting charge = byLeg.get(legNumber);
    boolean merged = charge != null;
    if (charge == null) {
      charge = new Waiting(legNumber);
      byLeg.put(legNumber, charge);
      waiting.add(charge);
    }
    charge.minute = minute;
    charge.minuteCount += minuteCount;
    charge.amountMicros += amountMicros;
    charge.totalMicros = totalMicros;
    return merged;
  }

  /** Removes and returns the charges that have waited longest, as many as a message may carry. */
  Charges drain() {
    var message = Charges.newBuilder();
    while (!waiting.isEmpty() && message.getChargesCount() < StreamLimits.MAX_CHARGES_PER_MESSAGE) {
      Waiting charge = waiting.remove();
      byLeg.remove(charge.legNumber);
      message.addCharges(Charge.newBuilder().setLegNumber(charge.legNumber).setMinute(charge.minute)
          .setMinuteCount(charge.minuteCount).setAmountMicros(charge.amountMicros)
          .setTotalMicros(charge.totalMicros));
    }
    return message.build();
  }
}
