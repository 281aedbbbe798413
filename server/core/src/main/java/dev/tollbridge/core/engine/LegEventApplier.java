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
    var notices = new EventNotices();
    for (LegEvent event : command.events()) {
      if (event.sequence() > session.seenThrough()) {
        apply(session, event, nowMicros, rejections, notices);
      }
    }
    charging.chargeStarted(nowMicros);
    session.sawThrough(command.through());
    return new Outcome.EventsApplied(rejections, notices.list());
  }

  /** Ends legs whose ends were sent to another shard first. */
  Outcome end(BridgeSession session, Command.EndLegs command, long nowMicros) {
    List<Outcome.EventRejection> rejections = new ArrayList<>(0);
    var notices = new EventNotices();
    command.ends().forEach(end -> apply(session, end, nowMicros, rejections, notices));
    return new Outcome.EventsApplied(rejections, notices.list());
  }

  private void apply(BridgeSession session, LegEvent event, long nowMicros, List<Outcome.EventRejection> rejections,
      EventNotices notices) {
    RejectionReason reason = switch (event) {
      case LegEvent.Answered answered -> answer(session, answered, nowMicros, notices);
      case LegEvent.Ended ended -> end(session, ended, nowMicros, notices);
    };
    if (reason != null) {
      rejections.add(new Outcome.EventRejection(event.sequence(), event.legNumber(), reason));
    }
  }

  private @Nullable RejectionReason answer(BridgeSession session, LegEvent.Answered event, long nowMicros,
      EventNotices notices) {
    Organization organization = accounts.find(event.call().organizationId());
    if (organization == null) {
      return RejectionReason.UNKNOWN_ORGANIZATION;
    }
    if (session.leg(event.legNumber()) != null) {
      return RejectionReason.DUPLICATE_LEG;
    }
    if (session.closings().of(event.legNumber()) != null) {
      return RejectionReason.LEG_NUMBER_USED;
    }
    Leg continued = session.bridgeLegs().continued(session, event, rules.level().legs());
    if (continued != null) {
      charging.adopt(continued, session, event.legNumber(), event.sequence(), nowMicros);
      return null;
    }
    if (session.legs().size() >= rules.level().sessions().maxLegs()) {
      return RejectionReason.TOO_MANY_LEGS;
    }
    if (event.answerMicros() < nowMicros - session.behindMicros() - rules.level().legs().maxLateMicros()) {
      return RejectionReason.TOO_OLD;
    }
    long answerMicros = answerMicros(session, event, nowMicros, notices);
    charging.start(leg(session, event, answerMicros, organization, notices), nowMicros);
    return null;
  }

  /** When a leg was answered: as reported if that can be. */
  private long answerMicros(BridgeSession session, LegEvent.Answered event, long nowMicros, EventNotices notices) {
    if (event.answerMicros() <= nowMicros + rules.level().legs().maxAheadMicros()) {
      return event.answerMicros();
    }
    notices.add(event, NoticeReason.ANSWER_IN_FUTURE, event.answerMicros() - nowMicros);
    // a clock that is ahead and far behind was misread once: no more than a lease is charged for that
    return nowMicros - Math.min(session.behindMicros(), rules.leaseMicros());
  }

  private Leg leg(BridgeSession session, LegEvent.Answered event, long answerMicros, Organization organization,
      EventNotices notices) {
    String legId = session.bridgeLegs().idOf(session, event, rules.level().legs());
    if (!event.legId().isEmpty() && !legId.equals(event.legId())) {
      notices.add(event, NoticeReason.LEG_ID_IN_USE);
    }
    Call call = event.call();
    Admission.Verdict verdict = admission.judge(organization, call, answerMicros);
    admission.rated(verdict.callType(), verdict.rate(), organization.profile().currency(), answerMicros);
    noticeUnpriced(event, verdict.unpriced(), notices);
    DenialReason denial = verdict.denialOnceAnswered();
    if (denial == null && !organization.canOwe(Leg.mostMicros(verdict.rate(), rules.level()))) {
      denial = DenialReason.NO_CREDIT;
    }
    var start = new LegStart(legId, event.legId(), verdict.parties(call, event.conferenceId()), answerMicros,
        verdict.unpriced());
    return new Leg(rules.level(), ++lastOrdinal, session, event.legNumber(), event.sequence(), organization, start,
        verdict.rate(), denial);
  }

  private static void noticeUnpriced(LegEvent event, @Nullable FreeReason reason, EventNotices notices) {
    switch (reason) {
      case NO_RATE -> notices.add(event, NoticeReason.NO_RATE);
      case UNKNOWN_SERVICE_NUMBER -> notices.add(event, NoticeReason.UNKNOWN_SERVICE_NUMBER);
      case EMERGENCY, ZERO_RATE, DENIED -> {
      }
      case null -> {
      }
    }
  }

  private @Nullable RejectionReason end(BridgeSession session, LegEvent.Ended event, long nowMicros,
      EventNotices notices) {
    Leg leg = session.leg(event.legNumber());
    if (leg == null) {
      return repeatClosing(session, event);
    }
    if (!event.organizationId().equals(leg.organization().id())) {
      notices.add(event, NoticeReason.OTHER_ORGANIZATION);
    }
    charging.close(leg, endMicros(leg, event, nowMicros, notices), CloseReason.ENDED, event.cause(), nowMicros);
    return null;
  }

  /** When a leg ended: as reported if that can be. A clock that is ahead is, at the answer and at the end. */
  private long endMicros(Leg leg, LegEvent.Ended event, long nowMicros, EventNotices notices) {
    long receivedMicros = Math.max(leg.answerMicros(), leg.clockMicros(nowMicros));
    if (event.endMicros() == LegEvent.Ended.NO_TIME) {
      notices.add(event, NoticeReason.END_TIME_MISSING);
      return receivedMicros;
    }
    if (event.endMicros() > latestMicros(leg, receivedMicros, nowMicros)) {
      notices.add(event, NoticeReason.END_IN_FUTURE, event.endMicros() - receivedMicros);
      return receivedMicros;
    }
    if (event.endMicros() < leg.answerMicros()) {
      notices.add(event, NoticeReason.END_BEFORE_ANSWER, leg.answerMicros() - event.endMicros());
      return leg.answerMicros();
    }
    return event.endMicros();
  }

  /** A bridge that shows its clock is held to it more strictly. */
  private long latestMicros(Leg leg, long receivedMicros, long nowMicros) {
    Level.LegRules limits = rules.level().legs();
    return leg.session().clockShown()
        ? Math.max(receivedMicros, leg.session().latestMicros(nowMicros)) + limits.maxEndAheadMicros()
        : nowMicros + limits.maxAheadMicros();
  }

  /** The end of a leg that is already closed repeats its closing, whatever it names. */
  private @Nullable RejectionReason repeatClosing(BridgeSession session, LegEvent.Ended event) {
    CallRecord closing = session.closings().of(event.legNumber());
    if (closing == null) {
      return RejectionReason.UNKNOWN_LEG;
    }
    effects.closed(closing);
    return null;
  }
}
