package dev.tollbridge.core.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Credit bought at one time. */
final class CreditLot {
  static final int LIFETIME_MONTHS = 12;

  private final long purchaseMicros;
  private final long expireMicros;
  private long amountMicros;
  private long remainingMicros;

  CreditLot(long purchaseMicros, long amountMicros) {
    this.purchaseMicros = purchaseMicros;
    this.expireMicros = expiry(purchaseMicros);
    this.amountMicros = amountMicros;
    this.remainingMicros = amountMicros;
  }

  private static long expiry(long purchaseMicros) {
    var purchase = Instant.EPOCH.plus(purchaseMicros, ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    return ChronoUnit.MICROS.between(Instant.EPOCH, purchase.plusMonths(LIFETIME_MONTHS).toInstant());
  }

  OrganizationView.Lot view() {
    return new OrganizationView.Lot(purchaseMicros, expireMicros, amountMicros, remainingMicros);
  }

  long purchaseMicros() {
    return purchaseMicros;
  }

  /** From this instant on the rest is forfeited. */
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

  /** Takes as much of {@code micros} as is left and returns what it took. */
  long take(long micros) {
    long taken = Math.min(micros, remainingMicros);
    remainingMicros = Math.subtractExact(remainingMicros, taken);
    return taken;
  }

  /** Becomes larger by so much that is not spent. */
  void grow(long micros) {
    amountMicros = Math.addExact(amountMicros, micros);
    remainingMicros = Math.addExact(remainingMicros, micros);
  }

  /** Puts back as much of {@code micros} as was taken before and returns what fitted. */
  long putBack(long micros) {
    long room = Math.min(micros, Math.subtractExact(amountMicros, remainingMicros));
    remainingMicros = Math.addExact(remainingMicros, room);
    return room;
  }
}
