package dev.tollbridge.server.metrics;

import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.v1.NoticeReason;
import dev.tollbridge.v1.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Set;

/** Meters of what happens to legs and to their money. */
final class LegMeters {
  private static final Set<RejectionReason> REJECTIONS = EnumSet.complementOf(EnumSet.of(RejectionReason.UNRECOGNIZED,
      RejectionReason.REJECTION_REASON_UNSPECIFIED, RejectionReason.REJECTION_REASON_TIME_IN_FUTURE,
      RejectionReason.REJECTION_REASON_END_BEFORE_ANSWER));
  private static final Set<NoticeReason> NOTICES = EnumSet
      .complementOf(EnumSet.of(NoticeReason.UNRECOGNIZED, NoticeReason.NOTICE_REASON_UNSPECIFIED));

  final Counter answered;
  final Counter ended;
  final Counter charges;
  final Counter overdrafts;
  final CurrencyCounters chargedMicros;
  final CurrencyCounters refundedMicros;
  final CurrencyCounters overdraftMicros;
  final ReasonCounters rejections;
  final ReasonCounters notices;
  final ReasonCounters unpriced;
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
    rejections = new ReasonCounters(registry, "tollbridge.rejections", "reason", "Leg events that had no effect")
        .startingWith(REJECTIONS.toArray(Enum<?>[]::new));
    notices = new ReasonCounters(registry, "tollbridge.notices", "reason",
        "Leg events that were applied and that a bridge's engineers should know of")
        .startingWith(NOTICES.toArray(Enum<?>[]::new));
    unpriced = new ReasonCounters(registry, "tollbridge.unpriced.legs", "reason",
        "Answered legs and booked calls that are free because nothing prices them")
        .startingWith(FreeReason.NO_RATE, FreeReason.UNKNOWN_SERVICE_NUMBER);
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
