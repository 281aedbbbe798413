package dev.tollbridge.server.account;

import java.util.ArrayList;
import java.util.List;

/**
 * Prepaid money in lots, spent first in, first out.
 *
 * <p>The balance is the sum of the lots' rests, less what was spent beyond them. Spent lots stay until they expire, so
 * that a refund finds its way back: it goes to the lots in the reverse of the order in which they were spent, and so
 * never lives longer than the credit that paid for it.
 */
final class Credits {
  private final List<CreditLot> lots = new ArrayList<>();
  /** Index of the lot being spent; lots before it are spent. */
  private int front;
  private long balanceMicros;

  /** Not yet spent; below zero when more was used than was paid for. */
  long balanceMicros() {
    return balanceMicros;
  }

  /** Lots with something left, oldest first. */
  List<CreditLot> lots() {
    return lots.stream().filter(lot -> lot.remainingMicros() > 0).toList();
  }

  void add(long amountMicros, long nowMicros) {
    var lot = new CreditLot(nowMicros, amountMicros);
    lot.take(Math.max(0, -balanceMicros));
    lots.add(lot);
    balanceMicros = Math.addExact(balanceMicros, amountMicros);
  }

  /** Spends, below zero if need be. */
  void debit(long amountMicros) {
    balanceMicros = Math.subtractExact(balanceMicros, amountMicros);
    long rest = amountMicros;
    while (rest > 0 && front < lots.size()) {
      rest -= lots.get(front).take(rest);
      if (lots.get(front).remainingMicros() == 0) {
        front++;
      }
    }
  }

  /** Gives back what a debit took too much. */
  void refund(long amountMicros, long nowMicros) {
    long rest = Math.max(0, amountMicros - Math.max(0, -balanceMicros));
    balanceMicros = Math.addExact(balanceMicros, amountMicros);
    for (int i = Math.min(front, lots.size() - 1); i >= 0 && rest > 0; i--) {
      rest -= lots.get(i).putBack(rest);
      front = i;
    }
    if (rest > 0) {
      lots.add(new CreditLot(nowMicros, rest));
    }
  }

  /** When the next lot expires; {@link Long#MAX_VALUE} when there is none. */
  long nextExpiryMicros() {
    return lots.isEmpty() ? Long.MAX_VALUE : lots.getFirst().expireMicros();
  }

  /** Forfeits the oldest lot and returns its rest. */
  long expireFirst() {
    long forfeitedMicros = lots.removeFirst().remainingMicros();
    front = Math.max(0, front - 1);
    balanceMicros -= forfeitedMicros;
    return forfeitedMicros;
  }
}
