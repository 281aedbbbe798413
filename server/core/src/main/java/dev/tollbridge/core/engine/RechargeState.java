package dev.tollbridge.core.engine;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An organization's automatic recharge: one at a time, tried again after a failure, capped by UTC day. */
final class RechargeState {
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

  private final Rules rules;
  private final String organizationId;
  private @Nullable AutoRecharge settings;
  private @Nullable Recharge pending;
  private long lastNumber;
  private long day;
  private long askedMicros;
  private long retryMicros = Long.MIN_VALUE;

  RechargeState(String organizationId, Rules rules) {
    this.rules = rules;
    this.organizationId = organizationId;
  }

  OrganizationImage.RechargingImage image() {
    return new OrganizationImage.RechargingImage(settings, pending, lastNumber, day, askedMicros, retryMicros);
  }

  void restore(OrganizationImage.RechargingImage image) {
    settings = image.settings();
    pending = image.pending();
    lastNumber = image.lastNumber();
    day = image.day();
    askedMicros = image.askedMicros();
    retryMicros = image.retryMicros();
  }

  /** Null when automatic recharge is off. */
  @Nullable
  AutoRecharge settings() {
    return settings;
  }

  void settings(@Nullable AutoRecharge changed) {
    settings = changed;
    retryMicros = Long.MIN_VALUE;
  }

  /** The recharge that waits for its payment, or null. */
  @Nullable
  Recharge pending() {
    return pending;
  }

  /** Below this balance a recharge may be due. */
  long triggerMicros() {
    return settings == null ? Long.MIN_VALUE : settings.triggerMicros();
  }

  /** Whether a recharge failed and is to be tried again. */
  boolean retrying() {
    return settings != null && retryMicros != Long.MIN_VALUE;
  }

  /** A new recharge if the balance requires one and nothing forbids it, otherwise null. */
  @Nullable
  Recharge ask(long balanceMicros, long nowMicros) {
    AutoRecharge wanted = settings;
    if (wanted == null || pending != null || balanceMicros >= wanted.triggerMicros() || nowMicros < retryMicros) {
      return null;
    }
    startDay(Math.floorDiv(nowMicros, DAY_MICROS));
    if (Math.addExact(askedMicros, wanted.amountMicros()) > wanted.dailyCapMicros()) {
      retryMicros = (day + 1) * DAY_MICROS;
      return null;
    }
    askedMicros = Math.addExact(askedMicros, wanted.amountMicros());
    retryMicros = Long.MIN_VALUE;
    pending = new Recharge(organizationId + "-" + ++lastNumber, organizationId, wanted.amountMicros(), nowMicros);
    return pending;
  }

  private void startDay(long today) {
    if (today != day) {
      day = today;
      askedMicros = 0;
    }
  }

  /** The pending recharge was paid, or failed and is to be tried again; a failed one does not count towards the cap. */
  void settle(boolean paid, long nowMicros) {
    if (!paid && pending != null) {
      askedMicros = Math.max(0, Math.subtractExact(askedMicros, pending.amountMicros()));
      retryMicros = nowMicros + rules.level().credit().rechargeRetryMicros();
    }
    pending = null;
  }
}
