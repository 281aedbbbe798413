package dev.tollbridge.core.engine;

import dev.tollbridge.core.engine.EffectRecorder.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Outcomes and effects as lines, so that the engine's can be compared with a model's. */
final class Transcript {
  private static final String CREDIT = "credit ";

  private Transcript() {}

  static String line(Effect effect) {
    return switch (effect) {
      case Effect.Charged c -> charged(c.legId(), c.minutes(), c.amountMicros(), c.dueMicros(), c.allMinutes(), c
          .totalMicros(), c.balanceMicros());
      case Effect.ClosingsDropped(var bridgeId, int count) -> "dropped " + bridgeId + " " + count;
      case Effect.Disconnect(_, var legId, var reason) -> "disconnect " + legId + " " + reason;
      case Effect.Closed(var record) -> "closed " + line(record);
      case Effect.CallBooked(var record) -> "booked " + line(record);
      case Effect.EntryMade(var entry) -> line(entry);
      case Effect.Audited(var entry) -> "audited " + entry;
      case Effect.Credit(var organizationId, var event, var balance) -> credit(organizationId, event, balance);
    };
  }

  static String charged(String legId, int minutes, long amount, long due, int all, long total, long balance) {
    return "charged " + legId + " x" + minutes + " " + amount + " due " + due + " all " + all + " " + total + " left "
        + balance;
  }

  static String credit(String organizationId, CreditEvent event, long balanceMicros) {
    return CREDIT + organizationId + " " + event + " " + balanceMicros;
  }

  static String line(CallRecord r) {
    return record(r.sequence(), r.usageId(), r.parties().organizationId(), r.span().startMicros(), r.span().endMicros(),
        r.span().durationSeconds(), r.cost().price()
            .billedSeconds(),
        r.chargeMicros(), r.cost().closingAdjustmentMicros(), r.cost().overdraftMicros(),
        r.ending().reason() + "/" + r.ending()
            .denial());
  }

  static String record(long sequence, String usageId, String organizationId, long start, long end, long seconds,
      long billed, long charge, long adjustment, long overdraft, String how) {
    return "#" + sequence + " " + usageId + " " + organizationId + " " + start + ".." + end + " " + seconds + "s "
        + billed + "s " + charge + " adjusted " + adjustment + " over " + overdraft + " " + how;
  }

  static String line(LedgerEntry e) {
    return entry(e.sequence(), e.organizationId(), e.kind(), e.amountMicros(), e.balanceMicros(), e.bookMicros());
  }

  static String entry(long sequence, String organizationId, LedgerEntry.Kind kind, long amount, long balance,
      long bookMicros) {
    return "entry #" + sequence + " " + organizationId + " " + kind + " " + amount + " = " + balance + " at "
        + bookMicros;
  }

  static String line(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _,Outcome.Stored _ -> "done";
      case Outcome.Refused(var refusal) -> "refused " + refusal;
      case Outcome.EntryMade(var entry) -> "booked " + (entry == null ? "nothing" : line(entry));
      case Outcome.EventsApplied(var rejections, var notices) -> "applied"
          + rejections.stream().map(each -> " " + each.sequence() + "=" + each.reason()).collect(Collectors.joining())
          + notices.stream().map(each -> notice(each.sequence(), each.reason(), each.offMicros()))
              .collect(Collectors.joining());
      case Outcome.Listed(var matched, var closed) -> "listed " + matched + " " + closed;
      case Outcome.CallBooked(var record) -> "booked " + line(record);
      case Outcome.CallRepeated(var usageId) -> "repeated " + usageId;
      case Outcome.ReratingReached(var r) -> rerated(r.request().requestId(), r.recordsThrough(), r.cursor(), r.counts()
          .unchanged(), r.counts().skipped(), r.complete());
      case Outcome.SessionOpened opened -> "opened " + opened.seenThrough() + " " + opened.listRequired() + " "
          + opened.behindMicros() + legs(opened)
          + opened.closings().stream().sorted(Comparator.comparingLong((CallRecord each) -> each.origin().legNumber()))
              .map(each -> "\n  "
                  + line(each))
              .collect(Collectors.joining());
    };
  }

  static String notice(long sequence, NoticeReason reason, long offMicros) {
    return " " + sequence + ":" + reason + (offMicros == 0 ? "" : "=" + offMicros);
  }

  static String rerated(String requestId, long recordsThrough, ReratingCursor cursor, long unchanged,
      Map<ReratingSkip, Long> skipped, boolean complete) {
    return "rerated " + requestId + " of " + recordsThrough + " at " + cursor + " unchanged " + unchanged + " skipped "
        + skipped + " " + complete;
  }

  private static String legs(Outcome.SessionOpened opened) {
    return opened.legs().stream().map(leg -> leg(leg.legNumber(), leg.minutesCharged(), leg.totalMicros(), leg
        .denial())).collect(Collectors.joining());
  }

  static String leg(long number, int minutes, long totalMicros, @Nullable Object denial) {
    return "\n  leg " + number + " " + minutes + " " + totalMicros + " " + denial;
  }

  /** The lines with those about credit at the end, by organization: their order across organizations is no rule. */
  static List<String> arranged(List<String> lines) {
    List<String> arranged = new ArrayList<>(lines.stream().filter(line -> !line.startsWith(CREDIT)).toList());
    lines.stream().filter(line -> line.startsWith(CREDIT))
        .sorted(Comparator.comparing((String line) -> line.split(" ", -1)[1])).forEach(arranged::add);
    return arranged;
  }
}
