package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The model's bridge sessions. */
final class NaiveSessions {
  private static final long AHEAD_MICROS = 300_000_000L;
  private static final long END_AHEAD_MICROS = 60_000_000L;
  private static final long LATE_MICROS = 45L * 86_400_000_000L;

  private final TreeMap<String, NaiveSession> current = new TreeMap<>();
  private final List<NaiveSession> replaced = new ArrayList<>();
  private final Set<Long> listed = new HashSet<>();
  private final StringBuilder notices = new StringBuilder();
  private final NaiveBooks books;
  private final NaiveTariff tariff;
  private final NaiveLegs legs;
  private long leaseMicros;
  private long orphanMicros;
  private long lastMicros;
  private long listeningSinceMicros;
  private long nextCheckMicros;

  NaiveSessions(NaiveBooks books, NaiveTariff tariff, NaiveLegs legs) {
    this.books = books;
    this.tariff = tariff;
    this.legs = legs;
  }

  String configure(Command.Configure command) {
    leaseMicros = command.leaseMicros();
    orphanMicros = command.orphanMicros();
    return "done";
  }

  String open(Command.OpenSession command, long nowMicros) {
    NaiveSession session = current.get(command.bridgeId());
    if (session != null && command.session() < session.number) {
      return "refused STALE_SESSION";
    }
    if (session != null && command.session() == session.number) {
      session.cameBack(nowMicros, leaseMicros);
      contact(session, nowMicros);
      return opened(session);
    }
    if (session != null && !session.legs.isEmpty()) {
      replaced.add(session);
    }
    var opened = new NaiveSession(command.bridgeId(), command.session(), nowMicros, leaseMicros);
    opened.behindMicros = session == null ? 0 : session.behindMicros;
    opened.clockShown = session != null && session.clockShown;
    current.put(command.bridgeId(), opened);
    return opened(opened);
  }

  private String opened(NaiveSession session) {
    boolean waits = session.pausedSinceMicros != null
        || replaced.stream().anyMatch(old -> old.bridgeId.equals(session.bridgeId));
    var text = new StringBuilder("opened " + session.seenThrough + " " + waits + " " + session.behindMicros);
    session.legs.forEach(leg -> text.append(Transcript.leg(leg.answer.legNumber(), leg.minutes.size(), NaiveRate
        .micros(leg.total()), leg.hangUp)));
    session.closings.values().forEach(closing -> text.append("\n  ").append(closing));
    return text.toString();
  }

  String with(String bridgeId, long number, long nowMicros, Function<NaiveSession, String> work) {
    NaiveSession session = current.get(bridgeId);
    if (session == null || session.number < number) {
      return "refused NO_SUCH_SESSION";
    }
    if (session.number > number) {
      return "refused STALE_SESSION";
    }
    contact(session, nowMicros);
    return work.apply(session);
  }

  private void contact(NaiveSession session, long nowMicros) {
    if (session.contact(nowMicros, leaseMicros)) {
      List.copyOf(session.legs).forEach(leg -> legs.chargeThrough(leg, nowMicros, nowMicros));
    }
  }

  String events(NaiveSession session, Command.LegEvents batch, long nowMicros) {
    if (batch.from() > session.seenThrough + 1) {
      return "refused SEQUENCE_GAP";
    }
    List<LegEvent> fresh = batch.events().stream().filter(event -> event.sequence() > session.seenThrough).toList();
    String applied = apply(session, fresh, nowMicros);
    chargeAnswered(session, batch, nowMicros);
    session.seenThrough = Math.max(session.seenThrough, batch.through());
    return applied;
  }

  String apply(NaiveSession session, List<? extends LegEvent> events, long nowMicros) {
    var rejected = new StringBuilder("applied");
    notices.setLength(0);
    for (LegEvent event : events) {
      RejectionReason reason = switch (event) {
        case LegEvent.Answered answered -> answer(session, answered, nowMicros);
        case LegEvent.Ended ended -> end(session, ended, nowMicros);
      };
      rejected.append(reason == null ? "" : " " + event.sequence() + "=" + reason);
    }
    return rejected.toString() + notices;
  }

  private void notice(LegEvent event, NoticeReason reason, long offMicros) {
    notices.append(Transcript.notice(event.sequence(), reason, offMicros));
  }

  /** Only once all is known: a leg that the batch ended too is not charged minute by minute. */
  private void chargeAnswered(NaiveSession session, Command.LegEvents batch, long nowMicros) {
    for (LegEvent event : batch.events()) {
      NaiveLeg leg = session.leg(event.legNumber());
      if (leg != null && leg.answer.sequence() == event.sequence() && event.sequence() > session.seenThrough) {
        legs.chargeThrough(leg, nowMicros, nowMicros);
      }
    }
  }

  private @Nullable RejectionReason answer(NaiveSession session, LegEvent.Answered event, long nowMicros) {
    NaiveAccount account = books.accounts.get(event.call().organizationId());
    if (account == null) {
      return RejectionReason.UNKNOWN_ORGANIZATION;
    }
    if (session.leg(event.legNumber()) != null || session.closings.containsKey(event.legNumber())) {
      return session.leg(event.legNumber()) == null ? RejectionReason.LEG_NUMBER_USED : RejectionReason.DUPLICATE_LEG;
    }
    NaiveLeg running = legs.active(session.bridgeId, event.legId());
    if (running != null && running.session != session && running.account == account && isSame(running.answer, event)) {
      legs.adopt(running, session, event, nowMicros, leaseMicros);
      return null;
    }
    if (event.answerMicros() + session.behindMicros < nowMicros - LATE_MICROS) {
      return RejectionReason.TOO_OLD;
    }
    LegEvent.Answered corrected = corrected(session, event, nowMicros);
    NaiveRate rate = tariff.find(event.call(), corrected.answerMicros());
    var leg = new NaiveLeg(corrected, session, account, rate);
    leg.hangUp = denial(account, event.call(), rate, corrected.answerMicros());
    leg.denied = leg.hangUp != null;
    if (rate == null && !leg.denied && !event.call().emergency()) {
      boolean known = event.call().direction() == Direction.DIAL_OUT || tariff.knows(event.call().serviceNumber());
      notice(event, known ? NoticeReason.NO_RATE : NoticeReason.UNKNOWN_SERVICE_NUMBER, 0);
    }
    leg.report(nowMicros, leaseMicros);
    legs.start(leg);
    return null;
  }

  private static boolean isSame(LegEvent.Answered one, LegEvent.Answered other) {
    return one.call().remoteNumber().equals(other.call().remoteNumber())
        && Math.abs(one.answerMicros() - other.answerMicros()) <= 5_000_000;
  }

  private LegEvent.Answered corrected(NaiveSession session, LegEvent.Answered event, long nowMicros) {
    long answerMicros = event.answerMicros();
    if (answerMicros > nowMicros + AHEAD_MICROS) {
      notice(event, NoticeReason.ANSWER_IN_FUTURE, answerMicros - nowMicros);
      answerMicros = nowMicros - Math.min(session.behindMicros, leaseMicros);
    }
    String legId = event.legId();
    if (legs.active(session.bridgeId, legId) != null) {
      notice(event, NoticeReason.LEG_ID_IN_USE, 0);
      legId = event.legId() + "~" + session.number + "-" + event.legNumber();
    }
    return new LegEvent.Answered(event.sequence(), event.legNumber(), legId, event.conferenceId(), event.call(),
        answerMicros);
  }

  private static @Nullable DenialReason denial(NaiveAccount account, Call call, @Nullable NaiveRate rate,
      long answerMicros) {
    if (call.emergency()) {
      return null;
    }
    if (account.closedAt(answerMicros)) {
      return DenialReason.ORGANIZATION_CLOSED;
    }
    if (!account.profile.creditsSetUp()) {
      return DenialReason.CREDITS_NOT_SET_UP;
    }
    if (!account.profile.allOrganizersLicensed()) {
      return DenialReason.NO_LICENCE;
    }
    return rate != null && rate.reject() ? DenialReason.REJECTED_BY_RATE : null;
  }

  private @Nullable RejectionReason end(NaiveSession session, LegEvent.Ended event, long nowMicros) {
    NaiveLeg leg = session.leg(event.legNumber());
    if (leg == null) {
      String closing = session.closings.get(event.legNumber());
      if (closing != null) {
        books.out.add("closed " + closing);
      }
      return closing == null ? RejectionReason.UNKNOWN_LEG : null;
    }
    if (!leg.account.profile.organizationId().equals(event.organizationId())) {
      notice(event, NoticeReason.OTHER_ORGANIZATION, 0);
    }
    legs.close(leg, endMicros(leg, event, nowMicros), CloseReason.ENDED, nowMicros);
    return null;
  }

  private long endMicros(NaiveLeg leg, LegEvent.Ended event, long nowMicros) {
    long answerMicros = leg.answer.answerMicros();
    boolean unknown = event.endMicros() == LegEvent.Ended.NO_TIME;
    long receivedMicros = Math.max(answerMicros, leg.clockMicros(nowMicros));
    if (unknown || event.endMicros() > (leg.session.clockShown
        ? END_AHEAD_MICROS + Math.max(receivedMicros,
            nowMicros - leg.session.behindMicros + leg.session.aheadMicros)
        : AHEAD_MICROS + nowMicros)) {
      notice(event, unknown ? NoticeReason.END_TIME_MISSING : NoticeReason.END_IN_FUTURE,
          unknown ? 0 : event.endMicros() - receivedMicros);
      return receivedMicros;
    }
    if (event.endMicros() < answerMicros) {
      notice(event, NoticeReason.END_BEFORE_ANSWER, answerMicros - event.endMicros());
    }
    return event.endMicros();
  }

  String list(NaiveSession session, Command.ListActiveLegs command, long nowMicros) {
    if (command.first()) {
      listed.clear();
    }
    listed.addAll(command.legNumbers());
    long matched = command.legNumbers().stream().filter(number -> session.leg(number) != null).count();
    return "listed " + matched + " " + (command.complete() ? complete(session, command, nowMicros) : 0);
  }

  private int complete(NaiveSession session, Command.ListActiveLegs command, long nowMicros) {
    int closed = 0;
    for (NaiveLeg leg : List.copyOf(session.legs)) {
      if (!listed.contains(leg.answer.legNumber()) && leg.answer.sequence() <= command.throughSequence()) {
        legs.close(leg, leg.silentEnd(session.heardMicros(leg) - session.behindMicros), CloseReason.MISSING, nowMicros);
        closed++;
      }
    }
    for (NaiveSession old : List.copyOf(replaced)) {
      if (old.bridgeId.equals(session.bridgeId)) {
        closed += old.legs.size();
        closeAll(old, CloseReason.MISSING, nowMicros);
        replaced.remove(old);
      }
    }
    session.resume(leaseMicros);
    session.legs.stream().filter(leg -> listed.contains(leg.answer.legNumber()) && !leg.mustBeOver())
        .forEach(leg -> leg.reportedLateMicros = null);
    List.copyOf(session.legs).forEach(leg -> legs.chargeThrough(leg, nowMicros, nowMicros));
    return closed;
  }

  private void closeAll(NaiveSession session, CloseReason reason, long nowMicros) {
    long endMicros = session.lastContactMicros - session.behindMicros;
    List.copyOf(session.legs).forEach(leg -> legs.close(leg, leg.silentEnd(endMicros), reason, nowMicros));
  }

  /** What the clock shows holds for the contact, too. */
  String clock(Command.BridgeClock command, long nowMicros) {
    NaiveSession known = current.get(command.bridgeId());
    if (known != null && known.number == command.session()) {
      known.legs.forEach(leg -> leg.clockMoved(known.behindMicros - command.behindMicros()));
      known.behindMicros = command.behindMicros();
      known.clockShown = true;
    }
    return with(command.bridgeId(), command.session(), nowMicros, session -> {
      if (session.vouchesAt(nowMicros)) {
        List.copyOf(session.legs).forEach(leg -> legs.chargeThrough(leg, nowMicros, nowMicros));
      }
      return "done";
    });
  }

  String allBehind(long behindMicros) {
    List<NaiveSession> all = new ArrayList<>(current.values());
    all.addAll(replaced);
    all.stream().filter(session -> !session.clockShown)
        .forEach(session -> session.behindMicros = Math.max(session.behindMicros, behindMicros));
    return "done";
  }

  /** A minute begins; a leg that was reported late is believed after a lease, one that must be over is given up. */
  void due(NaiveLeg leg, long dueMicros, long nowMicros) {
    Long reported = leg.reportedLateMicros;
    if (reported != null && leg.session.vouchesAt(dueMicros)) {
      if (leg.mustBeOver() && dueMicros - reported >= orphanMicros) {
        legs.close(leg, leg.answer.answerMicros(), CloseReason.ORPHANED, dueMicros, nowMicros);
        return;
      }
      if (!leg.mustBeOver() && dueMicros - reported >= leaseMicros) {
        leg.reportedLateMicros = null;
      }
    }
    legs.due(leg, dueMicros, nowMicros);
  }

  void closeOrphans(long nowMicros) {
    listeningSinceMicros = nowMicros - lastMicros > leaseMicros ? nowMicros : listeningSinceMicros;
    lastMicros = nowMicros;
    if (nowMicros < nextCheckMicros) {
      return;
    }
    nextCheckMicros = nowMicros + NaiveLeg.MINUTE_MICROS;
    List<NaiveSession> all = new ArrayList<>(current.values());
    all.addAll(replaced);
    for (NaiveSession session : all) {
      if (Math.max(session.lastContactMicros, listeningSinceMicros) + orphanMicros <= nowMicros) {
        closeAll(session, CloseReason.ORPHANED, nowMicros);
      }
    }
    replaced.removeIf(session -> session.legs.isEmpty());
  }
}
