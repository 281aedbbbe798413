package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Prepaid money in lots, spent first in, first out.
 *
 * <p>The balance is what the lots have left, less debt. Spent lots stay until they expire, so that a refund can return
 * to them, in the reverse of the order in which they were spent, and expires with the credit that paid. Only the share
 * of lots that have expired since becomes a new lot.
 *
 * <p>A correction of a wrong price long after the usage is different: the lots that paid may be about to expire, or
 * gone. It becomes a lot of its own with a whole lifetime, counted from when the re-rating began.
 */
final class Credits {
  private final Rules rules;
  private final List<CreditLot> lots = new ArrayList<>();
  /** Index of the lot being spent; lots before it are spent, lots after it are whole. */
  private int front;
  private long balanceMicros;
  /** Sum of what the lots have left. */
  private long unspentMicros;
  private long nextExpiryMicros = Long.MAX_VALUE;

  Credits(Rules rules) {
    this.rules = rules;
  }

  private CreditLot lot(long purchaseMicros, long amountMicros) {
    return CreditLot.of(purchaseMicros, amountMicros, rules.level().credit().lotMonths());
  }

  List<OrganizationImage.Lot> image() {
    return lots.stream()
        .map(lot -> new OrganizationImage.Lot(lot.purchaseMicros(), lot.expireMicros(), lot.amountMicros(),
            lot.remainingMicros()))
        .toList();
  }

  void restore(List<OrganizationImage.Lot> image, long balance) {
    for (OrganizationImage.Lot kept : image) {
      var lot = new CreditLot(kept.purchaseMicros(), kept.expireMicros(), kept.amountMicros());
      lot.spend(Math.subtractExact(kept.amountMicros(), kept.remainingMicros()));
      append(lot);
    }
    while (front < lots.size() && lots.get(front).remainingMicros() == 0) {
      front++;
    }
    balanceMicros = balance;
  }

  /** Credit not yet spent; below zero when more was used than was paid for. */
  long balanceMicros() {
    return balanceMicros;
  }

  /** Sum of what the lots have left: the balance, or 0 when it is below zero. */
  long unspentMicros() {
    return unspentMicros;
  }

  /** Lots with something left, in the order in which they are spent. */
  List<CreditLot> lots() {
    return lots.stream().filter(lot -> lot.remainingMicros() > 0).toList();
  }

  void add(long amountMicros, long nowMicros) {
    var lot = lot(nowMicros, amountMicros);
    if (balanceMicros < 0) {
      lot.spend(-balanceMicros);
      front = lots.size();
    }
    append(lot);
    balanceMicros = Math.addExact(balanceMicros, amountMicros);
  }

  private void append(CreditLot lot) {
    lots.add(lot);
    unspentMicros = Math.addExact(unspentMicros, lot.remainingMicros());
    nextExpiryMicros = Math.min(nextExpiryMicros, lot.expireMicros());
  }

  /** Spends, below zero if necessary. */
  void debit(long amountMicros) {
    balanceMicros = Math.subtractExact(balanceMicros, amountMicros);
    long rest = amountMicros;
    while (rest > 0 && front < lots.size()) {
      rest = Math.subtractExact(rest, lots.get(front).spend(rest));
      if (lots.get(front).remainingMicros() == 0) {
        front++;
      }
    }
    unspentMicros = Math.subtractExact(unspentMicros, Math.subtractExact(amountMicros, rest));
  }

  /** Gives back what an earlier debit took in excess. */
  void refund(long amountMicros, long nowMicros) {
    long rest = Math.max(0, Math.subtractExact(amountMicros, Math.max(0, -balanceMicros)));
    balanceMicros = Math.addExact(balanceMicros, amountMicros);
    for (int i = Math.min(front, lots.size() - 1); i >= 0 && rest > 0; i--) {
      long putBack = lots.get(i).putBack(rest);
      unspentMicros = Math.addExact(unspentMicros, putBack);
      rest = Math.subtractExact(rest, putBack);
      front = i;
    }
    if (rest > 0) {
      append(lot(nowMicros, rest));
    }
  }

  /**
   * Refunds an overcharge of past usage: it first pays debt; the remainder becomes a lot. Corrections with the same
   * {@code lotMicros} share a lot, so that correcting many calls makes one lot and not many.
   */
  void refundAsLot(long amountMicros, long lotMicros) {
    long restMicros = Math.subtractExact(amountMicros, Math.min(amountMicros, Math.max(0, -balanceMicros)));
    balanceMicros = Math.addExact(balanceMicros, amountMicros);
    if (restMicros == 0) {
      return;
    }
    int shared = lotThatCanGrow(lotMicros);
    if (shared < 0) {
      append(lot(lotMicros, restMicros));
    } else {
      lots.get(shared).grow(restMicros);
      unspentMicros = Math.addExact(unspentMicros, restMicros);
      front = Math.min(front, shared);
    }
  }

  /** Index of a lot of this time that is not spent, or is the last; -1 when there is none. */
  private int lotThatCanGrow(long lotMicros) {
    for (int i = lots.size() - 1; i >= 0 && (i >= front || i == lots.size() - 1); i--) {
      if (lots.get(i).purchaseMicros() == lotMicros) {
        return i;
      }
    }
    return -1;
  }

  /** When the next lot expires; {@link Long#MAX_VALUE} when there is none. */
  long nextExpiryMicros() {
    return nextExpiryMicros;
  }

  /** Forfeits the lot that expires next and returns its remainder. */
  long expireNext() {
    int next = nextToExpire();
    long forfeitedMicros = lots.remove(next).remainingMicros();
    if (next < front) {
      front--;
    }
    balanceMicros = Math.subtractExact(balanceMicros, forfeitedMicros);
    unspentMicros = Math.subtractExact(unspentMicros, forfeitedMicros);
    nextExpiryMicros = lots.isEmpty() ? Long.MAX_VALUE : lots.get(nextToExpire()).expireMicros();
    return forfeitedMicros;
  }

  /** Not always the oldest: a lot of February 29th expires hours before one bought later in the day on the 28th. */
  private int nextToExpire() {
    int next = 0;
    for (int i = 1; i < lots.size(); i++) {
      if (lots.get(i).expireMicros() < lots.get(next).expireMicros()) {
        next = i;
      }
    }
    return next;
  }

  /** Checks every lot. */
  void check(String organizationId) {
    long sumMicros = 0;
    for (int i = 0; i < lots.size(); i++) {
      CreditLot lot = lots.get(i);
      long remainingMicros = Check.notNegative(lot.remainingMicros(), "remainder of a lot", organizationId);
      Check.check(remainingMicros <= lot.amountMicros(), "a lot has at most what was bought", organizationId,
          remainingMicros);
      Check.check(i >= front || remainingMicros == 0, "lots before the one being spent are spent", organizationId,
          remainingMicros);
      sumMicros = Math.addExact(sumMicros, remainingMicros);
    }
    Check.equal("the balance is what the lots have left, less debt", organizationId, balanceMicros,
        balanceMicros < 0 ? Math.subtractExact(balanceMicros, sumMicros) : sumMicros);
  }
}
