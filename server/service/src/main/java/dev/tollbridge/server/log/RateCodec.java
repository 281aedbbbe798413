package dev.tollbridge.server.log;

import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.server.log.v1.LogRate;
import org.jspecify.annotations.Nullable;

/** Rates in the log's format, both ways. */
final class RateCodec {
  private RateCodec() {}

  static LogRate encode(Rate rate) {
    var encoded = LogRate.newBuilder().setPrefix(rate.prefix()).setDestination(rate.destination())
        .setPricePerMinuteMicros(rate.pricePerMinuteMicros()).setConnectionFeeMicros(rate.connectionFeeMicros())
        .setInitialSeconds(rate.increments().initialSeconds()).setRecurringSeconds(rate.increments().recurringSeconds())
        .setCountry(rate.country()).setCallerCountry(rate.callerCountry()).setReject(rate.reject())
        .setMinDigits(rate.minDigits()).setMaxDigits(rate.maxDigits());
    TimeWindow window = rate.window();
    if (window != null) {
      encoded.setWindowZone(window.zone()).setWindowDays(window.days())
          .setWindowFromMinute(window.fromMinute()).setWindowToMinute(window.toMinute());
    }
    return encoded.build();
  }

  static Rate decode(LogRate rate) {
    return new Rate(rate.getPrefix(), rate.getDestination(), rate.getPricePerMinuteMicros(),
        rate.getConnectionFeeMicros(), new Increments(rate.getInitialSeconds(), rate.getRecurringSeconds()),
        rate.getCountry(), rate.getCallerCountry(), rate.getReject(), rate.getMinDigits(), rate.getMaxDigits(),
        window(rate));
  }

  private static @Nullable TimeWindow window(LogRate rate) {
    return rate.getWindowZone().isEmpty()
        ? null
        : new TimeWindow(rate.getWindowZone(), rate.getWindowDays(), rate.getWindowFromMinute(),
            rate.getWindowToMinute());
  }
}
