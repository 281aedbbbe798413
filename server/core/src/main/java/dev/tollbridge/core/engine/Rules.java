package dev.tollbridge.core.engine;

import dev.tollbridge.core.money.Money;
import java.util.concurrent.TimeUnit;

/** The rules that an operator sets, as last configured. */
final class Rules {
  private long leaseMicros = TimeUnit.MINUTES.toMicros(2);
  private long orphanMicros = TimeUnit.HOURS.toMicros(6);
  private long minimumPurchaseMicros = 50 * Money.MICROS_PER_UNIT;

  void configure(Command.Configure changed) {
    leaseMicros = changed.leaseMicros();
    orphanMicros = changed.orphanMicros();
    minimumPurchaseMicros = changed.minimumPurchaseMicros();
  }

  Command.Configure image() {
    return new Command.Configure(leaseMicros, orphanMicros, minimumPurchaseMicros);
  }

  long leaseMicros() {
    return leaseMicros;
  }

  long orphanMicros() {
    return orphanMicros;
  }

  long minimumPurchaseMicros() {
    return minimumPurchaseMicros;
  }
}
