package dev.tollbridge.core.engine;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization of the model. Its balance is always recomputed from all movements of its money; what was spent is
 * kept piece by piece, the last piece at the end, and a refund takes the last pieces back.
 */
final class NaiveAccount {
  Profile profile;
  final List<BigDecimal> movements = new ArrayList<>();
  final List<NaiveLeg> legs = new ArrayList<>();
  private final List<Lot> lots = new ArrayList<>();
  private final List<Piece> spent = new ArrayList<>();
  @Nullable
  AutoRecharge autoRecharge;
  @Nullable
  BigDecimal pendingRecharge;
  int recharges;
  BigDecimal askedToday = NaiveRate.units(0);
  long today;
  long notBeforeMicros = Long.MIN_VALUE;
  boolean exhaustionTold;
  boolean creditsFollowPurchase;
  /** Null while it is active. */
  Command.@Nullable CloseOrganization closing;
  long closingMicros;
  /** When nothing could be charged any more; null until then. */
  @Nullable
  Long closedMicros;
  private BigDecimal toldBelow = NaiveRate.units(Long.MAX_VALUE).negate();

  private static final class Lot {
    final long expireMicros;
    BigDecimal rest;
    boolean expired;

    final long purchaseMicros;

    Lot(long nowMicros, BigDecimal rest) {
      this.purchaseMicros = nowMicros;
      this.rest = rest;
      var expire = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(nowMicros, ChronoUnit.MICROS).plusMonths(12);
      expireMicros = ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), expire);
    }
  }

  /** Spent money; without a lot it is debt. */
  private record Piece(@Nullable Lot lot, BigDecimal amount) {}

  NaiveAccount(Profile profile) {
    this.profile = profile;
  }

  Lifecycle.State state() {
    return closing == null
        ? Lifecycle.State.ACTIVE
        : closedMicros == null ? Lifecycle.State.CLOSING : Lifecycle.State.CLOSED;
  }

  boolean endsLegs() {
    return closing != null && closing.endLegs();
  }

  /** Whether a leg answered at this time is denied because it is closing. */
  boolean closedAt(long micros) {
    return closing != null && micros >= closingMicros;
  }

  BigDecimal ledgerBalance() {
    return movements.stream().reduce(NaiveRate.units(0), BigDecimal::add);
  }

  BigDecimal activeLegs() {
    return legs.stream().map(NaiveLeg::total).reduce(NaiveRate.units(0), BigDecimal::add);
  }

  BigDecimal balance() {
    return ledgerBalance().subtract(activeLegs());
  }

  void add(BigDecimal amount, long nowMicros) {
    var lot = new Lot(nowMicros, amount);
    lots.add(lot);
    for (int i = 0; i < spent.size() && lot.rest.signum() > 0; i++) {
      BigDecimal debt = spent.get(i).amount;
      if (spent.get(i).lot == null) {
        BigDecimal repaid = debt.min(lot.rest);
        lot.rest = lot.rest.subtract(repaid);
        spent.set(i, new Piece(lot, repaid));
        if (repaid.compareTo(debt) < 0) {
          spent.add(i + 1, new Piece(null, debt.subtract(repaid)));
        }
      }
    }
  }

  void spend(BigDecimal amount) {
    BigDecimal left = amount;
    for (Lot lot : lots) {
      BigDecimal taken = left.min(lot.rest);
      if (taken.signum() > 0 && !lot.expired) {
        lot.rest = lot.rest.subtract(taken);
        spent.add(new Piece(lot, taken));
        left = left.subtract(taken);
      }
    }
    if (left.signum() > 0) {
      spent.add(new Piece(null, left));
    }
  }

  void refund(BigDecimal amount, long nowMicros) {
    BigDecimal left = amount;
    BigDecimal homeless = NaiveRate.units(0);
    while (left.signum() > 0) {
      Piece last = spent.removeLast();
      BigDecimal back = left.min(last.amount);
      left = left.subtract(back);
      if (back.compareTo(last.amount) < 0) {
        spent.add(new Piece(last.lot, last.amount.subtract(back)));
      }
      if (last.lot != null && last.lot.expired) {
        homeless = homeless.add(back);
      } else if (last.lot != null) {
        last.lot.rest = last.lot.rest.add(back);
      }
    }
    if (homeless.signum() > 0) {
      lots.add(new Lot(nowMicros, homeless));
    }
  }

  /** Pays the debt, which is always what was spent last; the remainder goes to the lot of this time or a new one. */
  void giveBack(BigDecimal amount, long lotMicros) {
    BigDecimal debt = balance().negate().max(NaiveRate.units(0)).min(amount);
    refund(debt, lotMicros);
    BigDecimal rest = amount.subtract(debt);
    if (rest.signum() > 0) {
      Lot shared = shared(lotMicros);
      if (shared == null) {
        lots.add(new Lot(lotMicros, rest));
      } else {
        shared.rest = shared.rest.add(rest);
      }
    }
  }

  /** The lot of this time: one with something left, or the last of all. */
  private @Nullable Lot shared(long lotMicros) {
    List<Lot> alive = lots.stream().filter(lot -> !lot.expired).toList();
    return alive.reversed().stream().filter(lot -> lot.purchaseMicros == lotMicros
        && (lot.rest.signum() > 0 || lot == alive.getLast())).findFirst().orElse(null);
  }

  long nextExpiryMicros() {
    long next = Long.MAX_VALUE;
    for (Lot lot : lots) {
      next = lot.expired ? next : Math.min(next, lot.expireMicros);
    }
    return next;
  }

  /** Forfeits one lot that is due and returns its remainder. */
  BigDecimal expire(long nowMicros) {
    Lot lot = lots.stream().filter(each -> !each.expired && each.expireMicros <= nowMicros).findFirst().orElseThrow();
    lot.expired = true;
    BigDecimal rest = lot.rest;
    lot.rest = NaiveRate.units(0);
    return rest;
  }

  /** Warns again only below the highest threshold that the balance still reaches. */
  void arm() {
    BigDecimal balance = balance();
    toldBelow = profile.lowBalanceThresholdsMicros().stream().map(NaiveRate::units)
        .filter(threshold -> threshold.compareTo(balance) <= 0).max(BigDecimal::compareTo)
        .orElse(NaiveRate.units(Long.MAX_VALUE).negate());
  }

  boolean fellLow() {
    boolean fell = balance().compareTo(toldBelow) < 0;
    if (fell) {
      arm();
    }
    return fell;
  }
}
