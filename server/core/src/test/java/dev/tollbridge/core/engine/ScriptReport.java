package dev.tollbridge.core.engine;

import dev.tollbridge.core.engine.EffectRecorder.Effect;
import dev.tollbridge.core.tariff.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of one line of a ledger script, as text. */
final class ScriptReport {
  private static final int DECIMALS = 6;
  private static final int SHOWN_DECIMALS = 3;
  private static final Set<NoticeReason> SHOWN_AS_FREE = Set.of(NoticeReason.NO_RATE,
      NoticeReason.UNKNOWN_SERVICE_NUMBER);

  private final Outcome outcome;
  private final List<Effect> effects;

  ScriptReport(Outcome outcome, List<Effect> effects) {
    this.outcome = outcome;
    this.effects = effects;
  }

  /** Everything, each part followed by a separator. */
  String text() {
    return joined("", "");
  }

  /** The result of an answer: whether the leg was accepted, then everything but its first minute. */
  String answered(String legId, @Nullable RatedCall rated) {
    boolean denied = effects.stream().anyMatch(effect -> effect instanceof Effect.Disconnect(_, var id, _)
        && id.equals(legId));
    boolean rejected = !(outcome instanceof Outcome.EventsApplied(var rejections, _)) || !rejections.isEmpty();
    if (denied || rejected) {
      return text();
    }
    Rate rate = rated == null ? null : rated.rate();
    return joined(rate == null || rate.free() ? "free" : "accepted " + rate(rate), legId);
  }

  /** The result of an end: the record without the leg's name. */
  String ended(String legId) {
    return text().replace("record " + legId + " ", "record ");
  }

  private String joined(String first, String acceptedLeg) {
    List<String> parts = new ArrayList<>();
    parts.add(first);
    parts.add(outcomeText());
    for (int i = 0; i < effects.size(); i++) {
      parts.add(repeatedLater(i) ? "" : text(effects.get(i), acceptedLeg));
    }
    return parts.stream().filter(part -> !part.isEmpty()).map(part -> part + "; ").collect(Collectors.joining());
  }

  /** Of several charges of a leg, the last one has the totals. */
  private boolean repeatedLater(int index) {
    return effects.get(index) instanceof Effect.Charged charged && effects.stream().skip(index + 1L)
        .anyMatch(effect -> effect instanceof Effect.Charged later && later.legId().equals(charged.legId()));
  }

  private String outcomeText() {
    return switch (outcome) {
      case Outcome.Done _,Outcome.Stored _,Outcome.CallBooked _ -> "";
      case Outcome.Refused(var refusal) -> "refused " + refusal;
      case Outcome.EntryMade(var entry) -> entry != null && !effects.contains(new Effect.EntryMade(entry))
          ? "repeated " + entry(entry)
          : "";
      case Outcome.EventsApplied(var rejections, var notices) -> Stream.concat(
          rejections.stream().map(rejection -> "rejected " + rejection.reason()),
          notices.stream().filter(notice -> !SHOWN_AS_FREE.contains(notice.reason()))
              .map(notice -> "noticed " + notice.reason()))
          .collect(Collectors.joining("; "));
      case Outcome.Listed(var matched, var closed) -> "matched=" + matched + " closed=" + closed;
      case Outcome.CallRepeated(var usageId) -> "repeated " + usageId;
      case Outcome.ReratingReached(var rerating) -> rerated(rerating);
      case Outcome.SessionOpened opened -> opened(opened);
    };
  }

  private static String rerated(ReratingProgress rerating) {
    return "unchanged=" + rerating.counts().unchanged() + rerating.counts().skipped().entrySet().stream()
        .map(skip -> " " + skip.getKey() + "=" + skip.getValue()).collect(Collectors.joining())
        + (rerating.complete() ? "" : " open");
  }

  private static String opened(Outcome.SessionOpened opened) {
    String legs = opened.legs().stream().map(leg -> " #" + leg.legNumber() + "=" + leg.minutesCharged() + "min,"
        + money(leg.totalMicros()) + (leg.denial() == null ? "" : "," + leg.denial())).collect(Collectors.joining());
    String closings = opened.closings().stream().map(closing -> " closed " + closing.legId() + "=" + money(closing
        .chargeMicros())).collect(Collectors.joining());
    return "seen=" + opened.seenThrough() + (opened.listRequired() ? " list-required" : "") + legs + closings;
  }

  private String text(Effect effect, String acceptedLeg) {
    return switch (effect) {
      case Effect.Charged charged -> charged.legId().equals(acceptedLeg) && charged.allMinutes() == 1
          ? ""
          : charged.legId() + " minutes=" + charged.allMinutes() + " total=" + money(charged.totalMicros());
      case Effect.Disconnect(_, var legId, var reason) -> "disconnect " + legId + " " + reason;
      case Effect.Closed(var record) -> record(record);
      case Effect.CallBooked(var record) -> record(record);
      case Effect.EntryMade(var entry) -> entry.kind() == LedgerEntry.Kind.USAGE || askedFor(entry) ? "" : entry(entry);
      case Effect.Audited(var entry) -> "audited " + audited(entry);
      case Effect.ClosingsDropped _ -> "";
      case Effect.Credit(_, var event, _) -> event.toString();
    };
  }

  private boolean askedFor(LedgerEntry entry) {
    return outcome.equals(new Outcome.EntryMade(entry));
  }

  private static String entry(LedgerEntry entry) {
    LedgerEntry.PriceChange rerated = entry.rerated();
    return entry.kind() + " " + money(entry.amountMicros())
        + (rerated == null
            ? ""
            : " " + entry.reference() + " from " + money(rerated.oldChargeMicros()) + " to "
                + money(rerated.newChargeMicros()));
  }

  private static String audited(AuditEntry entry) {
    return String.join(" ", entry.author().name(), entry.author().rpc(), entry.organizationId(), entry.subject(),
        amount(entry.beforeMicros()), amount(entry.afterMicros()), entry.outcome()).replaceAll(" +", " ");
  }

  private static String amount(@Nullable Long micros) {
    return micros == null ? "" : money(micros);
  }

  private static String record(CallRecord record) {
    return "record " + record.legId() + " seconds=" + record.span().durationSeconds() + " billed="
        + record.cost().price().billedSeconds()
        + " charge=" + money(record.chargeMicros())
        + optional(" fee=", record.cost().price().connectionFeeMicros())
        + (booked(record) ? "" : optional(" adjustment=", record.cost().closingAdjustmentMicros()))
        + optional(" overdraft=", record.cost().overdraftMicros())
        + (record.cost().capability().equals("FREECALL") ? " FREECALL" : "")
        + (record.cost().freeReason() == null ? "" : "=" + record.cost().freeReason())
        + (record.ending().denial() == null ? "" : " " + record.ending().denial())
        + (record.ending().reason() == CloseReason.ENDED || booked(record) ? "" : " by " + record.ending().reason());
  }

  private static boolean booked(CallRecord record) {
    return record.ending().reason() == CloseReason.BOOKED;
  }

  private static String optional(String name, long micros) {
    return micros == 0 ? "" : name + money(micros);
  }

  static String authorized(Authorization authorization) {
    if (authorization.denial() != null) {
      return "denied " + authorization.denial();
    }
    Rate rate = authorization.rate();
    return rate == null || rate.free() ? "free" : rate(rate) + " lasts=" + authorization.creditLastsMinutes();
  }

  private static String rate(Rate rate) {
    return money(rate.pricePerMinuteMicros()) + "/min "
        + (rate.connectionFeeMicros() == 0 ? "" : "+" + money(rate.connectionFeeMicros()) + " ")
        + rate.increments().initialSeconds() + "/" + rate.increments().recurringSeconds();
  }

  static String money(long micros) {
    BigDecimal shortest = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
    return shortest.setScale(Math.max(SHOWN_DECIMALS, shortest.scale())).toPlainString();
  }
}
