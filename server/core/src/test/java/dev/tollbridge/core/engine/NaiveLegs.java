package dev.tollbridge.core.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model's active legs. */
final class NaiveLegs {
  private static final long MAX_MICROS = NaiveLeg.MAX_MINUTES * NaiveLeg.MINUTE_MICROS;

  /** In the order of their answers. */
  private final List<NaiveLeg> active = new ArrayList<>();
  private final NaiveBooks books;
  private final NaiveReratings reratings;
  private long records;

  NaiveLegs(NaiveBooks books, NaiveReratings reratings) {
    this.books = books;
    this.reratings = reratings;
  }

  List<NaiveLeg> active() {
    return List.copyOf(active);
  }

  @Nullable
  NaiveLeg active(String bridgeId, String legId) {
    return active.stream()
        .filter(leg -> leg.session.bridgeId.equals(bridgeId) && leg.answer.legId().equals(legId)).findFirst()
        .orElse(null);
  }

  /** Continues a leg in a newer session. */
  void adopt(NaiveLeg leg, NaiveSession session, LegEvent.Answered event, long nowMicros, long leaseMicros) {
    leg.session.legs.remove(leg);
    leg.clockMoved(leg.session.behindMicros - session.behindMicros);
    leg.session = session;
    leg.answer = new LegEvent.Answered(event.sequence(), event.legNumber(), leg.answer.legId(),
        leg.answer.conferenceId(), leg.answer.call(), leg.answer.answerMicros());
    session.legs.add(leg);
    session.legs.sort(Comparator.comparingInt(active::indexOf));
    if (leg.charging()) {
      leg.report(nowMicros, leaseMicros);
    }
    if (leg.hangUp != null) {
      disconnect(leg);
    }
  }

  void start(NaiveLeg leg) {
    active.add(leg);
    leg.session.legs.add(leg);
    leg.account.legs.add(leg);
    if (leg.denied) {
      disconnect(leg);
    }
  }

  void due(NaiveLeg leg, long dueMicros, long nowMicros) {
    boolean vouched = leg.session.vouchesAt(dueMicros) && leg.reportedLateMicros == null;
    if (vouched && dueMicros >= leg.beginMicros() + MAX_MICROS) {
      chargeThrough(leg, dueMicros, nowMicros);
      if (leg.charging()) {
        hangUp(leg, DenialReason.TOO_LONG);
      } else if (leg.hangUp == null || leg.endedByAdministrator()) {
        books.out.add("disconnect " + leg.answer.legId() + " " + DenialReason.TOO_LONG);
      }
      close(leg, leg.answer.answerMicros() + MAX_MICROS, CloseReason.TOO_LONG, dueMicros, nowMicros);
    } else if (leg.hangUp != null) {
      if (leg.dueAfter(dueMicros) > nowMicros) {
        disconnect(leg);
      }
      if (vouched) {
        chargeThrough(leg, dueMicros, nowMicros);
      }
    } else if (leg.reportedLateMicros == null && !leg.charging() && !leg.answer.call().emergency()
        && leg.account.endsLegs()) {
      if (leg.dueAfter(dueMicros) > nowMicros) {
        books.out.add("disconnect " + leg.answer.legId() + " " + DenialReason.ORGANIZATION_CLOSED);
      }
    } else if (vouched) {
      chargeThrough(leg, dueMicros, nowMicros);
    }
  }

  void chargeThrough(NaiveLeg leg, long dueMicros, long nowMicros) {
    if (leg.reportedLateMicros != null) {
      return;
    }
    int due = leg.begun(dueMicros);
    int over = Math.min(due, leg.begun(nowMicros) - 1);
    if (leg.charging() && over > leg.minutes.size()) {
      charge(leg, over, nowMicros);
    }
    if (!leg.charging() || due <= leg.minutes.size()) {
      return;
    }
    if (leg.account.endsLegs()) {
      hangUp(leg, DenialReason.ORGANIZATION_CLOSED);
      return;
    }
    BigDecimal price = NaiveRate.units(0);
    for (int i = leg.minutes.size(); i < due; i++) {
      price = price.add(leg.rate().minute(i));
    }
    if (price.signum() == 0 || leg.account.balance().compareTo(price) >= 0) {
      charge(leg, due, nowMicros);
    } else {
      exhausted(leg, nowMicros);
    }
  }

  private void exhausted(NaiveLeg leg, long nowMicros) {
    if (!leg.account.exhaustionTold) {
      leg.account.exhaustionTold = true;
      books.credit(leg.account, CreditEvent.EXHAUSTED);
    }
    books.watch(leg.account, nowMicros);
    hangUp(leg, DenialReason.NO_CREDIT);
  }

  private void charge(NaiveLeg leg, int minutes, long nowMicros) {
    int added = minutes - leg.minutes.size();
    BigDecimal amount = NaiveRate.units(0);
    while (leg.minutes.size() < minutes) {
      BigDecimal minute = leg.rate().minute(leg.minutes.size());
      leg.charge(minute);
      amount = amount.add(minute);
    }
    leg.account.spend(amount);
    books.out.add(Transcript.charged(leg.answer.legId(), added, NaiveRate.micros(amount), leg.beginMicros()
        + (minutes - 1) * NaiveLeg.MINUTE_MICROS, minutes, NaiveRate.micros(leg.total()),
        NaiveRate.micros(leg.account
            .balance())));
    books.watch(leg.account, nowMicros);
  }

  private void hangUp(NaiveLeg leg, DenialReason reason) {
    leg.hangUp = reason;
    leg.denied = leg.minutes.isEmpty();
    disconnect(leg);
  }

  /** Somebody asks for a leg's end. */
  String end(Command.HangUpLeg command, long nowMicros) {
    return books.with(command.organizationId(),
        account -> books.once(command.organizationId(), command.request(), nowMicros, () -> {
          NaiveLeg leg = active(command.bridgeId(), command.legId());
          if (leg == null || leg.account != account) {
            return "refused NO_SUCH_LEG";
          }
          if (leg.answer.call().emergency()) {
            return "refused EMERGENCY_CALL";
          }
          leg.hangUp = leg.hangUp == null ? DenialReason.ADMINISTRATOR : leg.hangUp;
          disconnect(leg);
          return "booked nothing";
        }));
  }

  private void disconnect(NaiveLeg leg) {
    books.out.add("disconnect " + leg.answer.legId() + " " + leg.hangUp);
  }

  void close(NaiveLeg leg, long endMicros, CloseReason reason, long nowMicros) {
    close(leg, endMicros, reason, nowMicros, nowMicros);
  }

  void close(NaiveLeg leg, long endMicros, CloseReason reason, long bookMicros, long nowMicros) {
    active.remove(leg);
    leg.session.legs.remove(leg);
    long start = leg.answer.answerMicros();
    long end = Math.min(Math.max(endMicros, start), start + MAX_MICROS);
    long seconds = seconds(start, end);
    boolean priced = leg.rate != null && !leg.denied;
    long billed = priced ? leg.rate().billed(seconds) : 0;
    BigDecimal charge = priced ? leg.rate().cost(billed) : NaiveRate.units(0);
    BigDecimal adjustment = charge.subtract(leg.total());
    BigDecimal before = leg.account.balance();
    leg.account.legs.remove(leg);
    settle(leg.account, adjustment, bookMicros);
    String line = record(leg.account, null, start, end, seconds, billed, charge, adjustment, overdraft(before, before
        .subtract(adjustment)), reason + "/" + leg.hangUp, bookMicros);
    boolean neverBilled = leg.hangUp != null && !leg.endedByAdministrator() && billed == 0;
    reratings.remember(records, new NaiveReratings.Closed(leg.account, leg.answer.call(), start, seconds, neverBilled,
        charge));
    if (adjustment.signum() < 0) {
      leg.account.arm();
    }
    leg.session.closings.put(leg.answer.legNumber(), line);
    books.out.add("closed " + line);
    books.watch(leg.account, nowMicros);
    var _ = books.settle(leg.account, bookMicros);
  }

  private static void settle(NaiveAccount account, BigDecimal adjustment, long nowMicros) {
    if (adjustment.signum() < 0) {
      account.refund(adjustment.negate(), nowMicros);
    } else {
      account.spend(adjustment);
    }
  }

  long records() {
    return records;
  }

  /** Numbers a record and books its charge; a usage id of null is generated. */
  String record(NaiveAccount account, @Nullable String usageId, long start, long end, long seconds, long billed,
      BigDecimal charge, BigDecimal adjustment, BigDecimal over, String how, long nowMicros) {
    records++;
    String id = usageId == null ? "tb-0-" + records : usageId;
    if (charge.signum() != 0) {
      books.entry(account, LedgerEntry.Kind.USAGE, charge.negate(), nowMicros);
    }
    return Transcript.record(records, id, account.profile.organizationId(), start, end, seconds, billed, NaiveRate
        .micros(charge), NaiveRate.micros(adjustment), NaiveRate.micros(over), how);
  }

  static BigDecimal overdraft(BigDecimal before, BigDecimal after) {
    BigDecimal debtBefore = before.negate().max(NaiveRate.units(0));
    BigDecimal debtAfter = after.negate().max(NaiveRate.units(0));
    return debtAfter.subtract(debtBefore).max(NaiveRate.units(0));
  }

  /** Started seconds. */
  static long seconds(long startMicros, long endMicros) {
    return BigDecimal.valueOf(endMicros - startMicros, 6).setScale(0, java.math.RoundingMode.CEILING).longValueExact();
  }
}
