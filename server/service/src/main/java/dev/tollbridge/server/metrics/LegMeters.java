package dev.tollbridge.server.metrics;

import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Meters of what happens to legs and to their money. */
final class LegMeters {
  final Counter answered;
  final Counter ended;
  final Counter charges;
  final Counter overdrafts;
  final CurrencyCounters chargedMicros;
  final CurrencyCounters refundedMicros;
  final CurrencyCounters overdraftMicros;
  final ReasonCounters rejections;
  final ReasonCounters denials;
  final ReasonCounters disconnects;
  final ReasonCounters closings;

  LegMeters(MeterRegistry registry) {
    answered = event(registry, "answered");
    ended = event(registry, "ended");
    charges = Meters.counter(registry, "tollbridge.charges", "Charges made");
    overdrafts = Meters.counter(registry, "tollbridge.overdrafts",
        "Closed legs whose late-reported use took a balance below zero");
    chargedMicros = new CurrencyCounters(registry, "tollbridge.charged.micros",
        "Money debited, minutes in advance included, in micros");
    refundedMicros = new CurrencyCounters(registry, "tollbridge.refunded.micros",
        "Money of minutes paid in advance and not used, refunded when a leg closed, in micros");
    overdraftMicros = new CurrencyCounters(registry, "tollbridge.overdraft.micros",
        "Money charged below zero because use was reported late, in micros");
    rejections = new ReasonCounters(registry, "tollbridge.rejections", "reason", "Leg events that had no effect");
    denials = new ReasonCounters(registry, "tollbridge.denials", "reason", "Legs not allowed to start or to continue")
        .startingWith(DenialReason.values());
    disconnects = new ReasonCounters(registry, "tollbridge.disconnects", "reason",
        "Legs that a bridge was asked to hang up").startingWith(DenialReason.values());
    closings = new ReasonCounters(registry, "tollbridge.closings", "reason", "Legs closed with a call record")
        .startingWith(CloseReason.values());
  }

  private static Counter event(MeterRegistry registry, String type) {
    String name = "tollbridge.leg.events";
    return Counter.builder(name).tag("type", type).description("Leg events applied").baseUnit(Meters.unit(name))
        .register(registry);
  }
}
