package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies bridges' numbered leg events, each exactly once. */
final class LegEventApplier {
  private final Rules rules;
  private final Accounts accounts;
  private final Admission admission;
  private final Charging charging;
  private final Effects effects;
  private long lastOrdinal;

  LegEventApplier(Rules rules, Accounts accounts, Admission admission, Charging charging, Effects effects) {
    this.rules = rules;
    this.accounts = accounts;
    this.admission = admission;
    this.charging = charging;
    this.effects = effects;
  }

  long lastOrdinal() {
    return lastOrdinal;
  }

  void restore(long ordinal) {
    lastOrdinal = ordinal;
  }

  Outcome apply(BridgeSession session, Command.LegEvents command, long nowMicros) {
    if (command.from() > session.seenThrough() + 1) {
      return new Outcome.Refused(Refusal.SEQUENCE_GAP);
    }
    List<Outcome.EventRejection> rejections = new ArrayList<>(0);
    for (LegEvent event : command.events()) {
      if (event.sequence() > session.seenThrough()) {
        RejectionReason reason = apply(session, event, nowMicros);
        if (reason != null) {
          rejections.add(new Outcome.EventRejection(event.sequence(), event.legNumber(), reason));
        }
      }
    }
    charging.chargeStarted(nowMicros);
    session.sawThrough(command.through());
    return new Outcome.EventsApplied(rejections);
  }

  private @Nullable RejectionReason apply(BridgeSession session, LegEvent event, long nowMicros) {
    return switch (event) {
      case LegEvent.Answered answered -> answer(session, answered, nowMicros);
      case LegEvent.Ended ended -> end(session, ended, nowMicros);
    };
  }

  private @Nullable RejectionReason answer(BridgeSession session, LegEvent.Answered event, long nowMicros) {
    Organization organization = accounts.find(event.call().organizationId());
    if (organization == null) {
      return RejectionReason.UNKNOWN_ORGANIZATION;
    }
    if (session.leg(event.legNumber()) != null) {
      return RejectionReason.DUPLICATE_LEG;
    }
    if (session.closing(event.legNumber()) != null) {
      return RejectionReason.LEG_NUMBER_USED;
    }
    Leg active = session.bridgeLeg(event.legId());
    if (active != null) {
      return adopt(active, session, event);
    }
    if (session.legs().size() >= rules.level().sessions().maxLegs()) {
      return RejectionReason.TOO_MANY_LEGS;
    }
    if (event.answerMicros() > nowMicros + rules.level().legs().maxAheadMicros()) {
      return RejectionReason.TIME_IN_FUTURE;
    }
    if (event.answerMicros() < nowMicros - rules.level().legs().maxLateMicros()) {
      return RejectionReason.TOO_OLD;
    }
    charging.start(leg(session, event, organization), nowMicros);
    return null;
  }

  /** A bridge that lost its state reports its legs again in a newer session; each continues where it was. */
  private @Nullable RejectionReason adopt(Leg active, BridgeSession session, LegEvent.Answered event) {
    boolean same = active.session() != session && active.organization().id().equals(event.call().organizationId());
    if (!same) {
      return RejectionReason.DUPLICATE_LEG;
    }
    charging.adopt(active, session, event.legNumber(), event.sequence());
    return null;
  }

  private Leg leg(BridgeSession session, LegEvent.Answered event, Organization organization) {
    Call call = event.call();
    Admission.Verdict verdict = admission.judge(organization, call, event.answerMicros());
    DenialReason denial = verdict.denialOnceAnswered();
    if (denial == null && !organization.canOwe(Leg.mostMicros(verdict.rate(), rules.level()))) {
      denial = DenialReason.NO_CREDIT;
    }
    var start = new LegStart(event.legId(), verdict.parties(call, event.conferenceId()), event.answerMicros(),
        verdict.unpriced());
    return new Leg(rules.level(), ++lastOrdinal, session, event.legNumber(), event.sequence(), organization, start,
        verdict.rate(),
        denial);
  }

  private @Nullable RejectionReason end(BridgeSession session, LegEvent.Ended event, long nowMicros) {
    Leg leg = session.leg(event.legNumber());
    if (leg == null) {
      return repeatClosing(session, event);
    }
    if (!event.organizationId().equals(leg.organization().id())) {
      return RejectionReason.UNKNOWN_LEG;
    }
    if (event.endMicros() < leg.answerMicros()) {
      return RejectionReason.END_BEFORE_ANSWER;
    }
    if (event.endMicros() > nowMicros + rules.level().legs().maxAheadMicros()) {
      return RejectionReason.TIME_IN_FUTURE;
    }
    charging.close(leg, event.endMicros(), CloseReason.ENDED, event.cause(), nowMicros);
    return null;
  }

  /** The end of a leg that is already closed repeats its closing. */
  private @Nullable RejectionReason repeatClosing(BridgeSession session, LegEvent.Ended event) {
    CallRecord closing = session.closing(event.legNumber());
    if (closing == null || !event.organizationId().equals(closing.parties().organizationId())) {
      return RejectionReason.UNKNOWN_LEG;
    }
    effects.closed(closing);
    return null;
  }
}
