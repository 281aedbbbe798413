package dev.tollbridge.core.engine;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Credit bought at one time. */
final class CreditLot {
  private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

  private final long purchaseMicros;
  private final long expireMicros;
  private long amountMicros;
  private long remainingMicros;

  CreditLot(long purchaseMicros, long expireMicros, long amountMicros) {
    this.purchaseMicros = purchaseMicros;
    this.expireMicros = expireMicros;
    this.amountMicros = amountMicros;
    this.remainingMicros = amountMicros;
  }

  /** A lot that expires {@code months} after its purchase. */
  static CreditLot of(long purchaseMicros, long amountMicros, int months) {
    return new CreditLot(purchaseMicros, expiry(purchaseMicros, months), amountMicros);
  }

  private static long expiry(long purchaseMicros, int months) {
    LocalDateTime purchase = EPOCH.plus(purchaseMicros, ChronoUnit.MICROS);
    return ChronoUnit.MICROS.between(EPOCH, purchase.plusMonths(months));
  }

  OrganizationView.Lot view() {
    return new OrganizationView.Lot(purchaseMicros, expireMicros, amountMicros, remainingMicros);
  }

  long purchaseMicros() {
    return purchaseMicros;
  }

  /** From this instant on, the remainder is forfeited. */
  long expireMicros() {
    return expireMicros;
  }

  long amountMicros() {
    return amountMicros;
  }

  /** Not yet spent. */
  long remainingMicros() {
    return remainingMicros;
  }

  /** Spends up to {@code micros} of the remainder and returns how much was spent. */
  long spend(long micros) {
    long taken = Math.min(micros, remainingMicros);
    remainingMicros = Math.subtractExact(remainingMicros, taken);
    return taken;
  }

  /** Adds {@code micros} to the lot, unspent. */
  void grow(long micros) {
    amountMicros = Math.addExact(amountMicros, micros);
    remainingMicros = Math.addExact(remainingMicros, micros);
  }

  /** Puts back up to {@code micros} of what was taken and returns how much fitted. */
  long putBack(long micros) {
    long room = Math.min(micros, Math.subtractExact(amountMicros, remainingMicros));
    remainingMicros = Math.addExact(remainingMicros, room);
    return room;
  }
}
