package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Charges active legs minute by minute and closes them. */
final class Charging {
  private final MinuteWheel wheel = new MinuteWheel();
  private final Rules rules;
  private final Accounts accounts;
  private final Recharger recharger;
  private final Closings closings;
  private final RecordMaker records;
  private final Effects effects;
  /** Legs answered or continued by the events being applied. */
  private final List<Leg> started = new ArrayList<>();
  private long nowMicros;

  Charging(Rules rules, Accounts accounts, Recharger recharger, Closings closings, RecordMaker records,
      Effects effects) {
    this.rules = rules;
    this.accounts = accounts;
    this.recharger = recharger;
    this.closings = closings;
    this.records = records;
    this.effects = effects;
  }

  int activeLegCount() {
    return wheel.legCount();
  }

  /** Adds a leg; {@link #chargeStarted} follows. */
  void start(Leg leg, long now) {
    leg.reported(now, rules.leaseMicros());
    wheel.add(leg);
    leg.session().add(leg);
    leg.organization().start(leg);
    begin(leg);
  }

  /** Continues a leg in a newer session of its bridge; {@link #chargeStarted} follows. */
  void adopt(Leg leg, BridgeSession session, long number, long sequence, long now) {
    wheel.remove(leg);
    leg.moveTo(session, number, sequence);
    if (leg.charging()) {
      leg.reported(now, rules.leaseMicros());
    }
    wheel.add(leg);
    begin(leg);
  }

  private void begin(Leg leg) {
    if (leg.denial() != null) {
      disconnect(leg);
    }
    if (!leg.state().hangingUp()) {
      started.add(leg);
    }
  }

  /** Asks the bridge to hang up a leg, again if it has been asked before. */
  void requestEnd(Leg leg) {
    if (leg.denial() == null) {
      leg.requestEnd();
    }
    disconnect(leg);
  }

  /**
   * Charges the begun minutes of the legs that a batch of events started. Those that it ended too are settled already:
   * in one step, without a charge that their end would have corrected.
   */
  void chargeStarted(long now) {
    nowMicros = now;
    for (Leg leg : started) {
      chargeThrough(leg, now);
    }
    started.clear();
  }

  int count(Predicate<Leg> wanted) {
    return wheel.count(wanted);
  }

  /** The legs that a search finds after a place. */
  LegsFound find(LegSearch search, LegPlace after) {
    return search.after(after, wheel);
  }

  /** Images of all legs; on the same walk, counts each for the audit of its organization. */
  List<LegImage> image() {
    List<LegImage> image = new ArrayList<>(wheel.legCount());
    wheel.forEach(leg -> {
      leg.organization().count(leg);
      image.add(leg.image());
    });
    Check.equal("the minute wheel holds the legs it counts", "all legs", wheel.legCount(), image.size());
    return image;
  }

  /** Adds a leg restored from its image. */
  void restore(Leg leg) {
    wheel.add(leg);
    leg.session().add(leg);
    leg.organization().start(leg);
  }

  /** Charges every minute that is due after {@code fromMicros} and up to {@code toMicros}, in order of due time. */
  void chargeDue(long fromMicros, long toMicros, long now) {
    nowMicros = now;
    wheel.visit(fromMicros, toMicros, this::due);
  }

  private void due(Leg leg, long dueMicros) {
    boolean inContact = inContact(leg.session(), dueMicros);
    if (leg.unconfirmed()) {
      dueUnconfirmed(leg, dueMicros, inContact);
    } else {
      dueConfirmed(leg, dueMicros, inContact);
    }
  }

  /** A leg reported late counts as active once its bridge has been in contact for a lease without reporting its end. */
  private void dueUnconfirmed(Leg leg, long dueMicros, boolean inContact) {
    long waitedMicros = dueMicros - leg.unconfirmedSinceMicros();
    if (inContact && leg.awaitsEnd() && waitedMicros >= rules.orphanMicros()) {
      close(leg, leg.answerMicros(), CloseReason.ORPHANED, "", dueMicros);
    } else if (inContact && !leg.awaitsEnd() && waitedMicros >= rules.leaseMicros()) {
      leg.confirm();
      dueConfirmed(leg, dueMicros, true);
    } else if (leg.denial() != null) {
      disconnectAgain(leg, dueMicros);
    }
  }

  private void dueConfirmed(Leg leg, long dueMicros, boolean inContact) {
    if (inContact && dueMicros - leg.chargeFromMicros() >= leg.maxMicros()) {
      closeTooLong(leg, dueMicros);
      return;
    }
    if (leg.denial() != null) {
      disconnectAgain(leg, dueMicros);
    } else if (leg.freeButNoEmergency() && leg.organization().lifecycle().endsLegs()) {
      disconnectFree(leg, dueMicros);
    }
    if (inContact) {
      chargeThrough(leg, dueMicros);
    }
  }

  /** Only for the latest of the minutes that time moves past: after an outage there are many. */
  private void disconnectAgain(Leg leg, long dueMicros) {
    if (dueMicros > nowMicros - Leg.MINUTE_MICROS) {
      disconnect(leg);
    }
  }

  /** A free leg of an organization that is closing stays free until its end is reported. */
  private void disconnectFree(Leg leg, long dueMicros) {
    if (dueMicros > nowMicros - Leg.MINUTE_MICROS) {
      effects.disconnect(leg.ref(), DenialReason.ORGANIZATION_CLOSED);
    }
  }

  private void disconnect(Leg leg) {
    effects.disconnect(leg.ref(), Objects.requireNonNull(leg.denial(), "denial"));
  }

  /** Whether the leg's bridge vouches for it at {@code dueMicros}; otherwise the leg may have ended long ago. */
  static boolean inContact(BridgeSession session, long dueMicros) {
    return !session.paused() && dueMicros <= session.chargeUntilMicros();
  }

  /**
   * From now on the minutes of the session's legs begin by a clock that is this far behind engine time. Minutes already
   * charged stay charged.
   */
  void follow(BridgeSession session, long behindMicros) {
    session.legs().forEach(wheel::remove);
    session.behind(behindMicros);
    session.legs().forEach(leg -> {
      leg.followClock();
      wheel.add(leg);
    });
  }

  /** Charges the minutes that have begun because the bridge's clock is further ahead than was known. */
  void chargeBegun(BridgeSession session, long now) {
    if (inContact(session, now)) {
      catchUp(session, now);
    }
  }

  /** Charges the minutes that were skipped while the session was paused. */
  void catchUp(BridgeSession session, long now) {
    nowMicros = now;
    session.legs().stream().sorted(RecordMaker.BY_ORDINAL).forEach(leg -> chargeThrough(leg, now));
  }

  /**
   * Charges the minutes begun by {@code dueMicros}. Those that are over by now were used, whatever the balance is;
   * the one that is running must be paid for before it is used: with the most that the leg can cost if it ends in it.
   * A minute that an earlier one paid for is charged 0 and needs no credit.
   */
  private void chargeThrough(Leg leg, long dueMicros) {
    if (!leg.charging() || leg.unconfirmed()) {
      return;
    }
    int due = leg.minutesDue(dueMicros);
    int used = Math.min(due, leg.minutesDue(nowMicros) - 1);
    if (used > leg.minutesCharged()) {
      charge(leg, used);
    }
    if (due > leg.minutesCharged()) {
      chargeIfCovered(leg, due);
    }
  }

  private void chargeIfCovered(Leg leg, int minutes) {
    if (leg.organization().lifecycle().endsLegs()) {
      hangUp(leg, DenialReason.ORGANIZATION_CLOSED);
    } else if (leg.organization().covers(leg.costUpTo(minutes))) {
      charge(leg, minutes);
    } else {
      if (leg.organization().becameExhausted()) {
        recharger.report(leg.organization(), CreditEvent.EXHAUSTED);
      }
      recharger.checkBalance(leg.organization(), nowMicros);
      hangUp(leg, DenialReason.NO_CREDIT);
    }
  }

  private void charge(Leg leg, int minutes) {
    int newMinutes = minutes - leg.minutesCharged();
    long amountMicros = leg.costUpTo(minutes);
    Organization organization = leg.organization();
    organization.charge(amountMicros);
    leg.charged(minutes, amountMicros);
    effects.charged(leg.ref(), newMinutes, minutes, amountMicros, leg.totalMicros(),
        leg.dueMicros() - Leg.MINUTE_MICROS);
    recharger.checkBalance(organization, nowMicros);
  }

  private void hangUp(Leg leg, DenialReason reason) {
    leg.organization().hangUp(leg, reason);
    disconnect(leg);
  }

  private void closeTooLong(Leg leg, long dueMicros) {
    // a leg that was confirmed only now has not been charged yet
    chargeThrough(leg, dueMicros);
    if (leg.charging()) {
      hangUp(leg, DenialReason.TOO_LONG);
    } else if (leg.state() == LegState.FREE) {
      effects.disconnect(leg.ref(), DenialReason.TOO_LONG);
    }
    close(leg, leg.answerMicros() + leg.maxMicros(), CloseReason.TOO_LONG, "", dueMicros);
  }

  /** Closes a leg: settles what was charged against what it costs in all, in one step with its record. */
  void close(Leg leg, long endMicros, CloseReason reason, String cause, long now) {
    Organization organization = leg.organization();
    organization.end(leg);
    wheel.remove(leg);
    leg.session().remove(leg);
    Leg.Closing closing = leg.close(endMicros);
    long overdraftMicros = organization.settle(leg.totalMicros(), closing.price().chargeMicros(), now);
    accounts.scheduleExpiry(organization);
    CallRecord record = records.close(leg, closing, reason, cause, overdraftMicros, now);
    leg.session().closings().keep(record, rules.level().sessions(), effects);
    effects.closed(record);
    recharger.checkBalance(organization, now);
    closings.settle(organization, now);
  }
}
