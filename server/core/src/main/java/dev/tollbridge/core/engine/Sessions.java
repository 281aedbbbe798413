package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bridges' sessions: opening, leases, lists of active legs, and legs of bridges that never came back. */
final class Sessions {
  private final TreeMap<String, BridgeSession> current = new TreeMap<>();
  /** Sessions replaced by a newer one of their bridge, as long as they have legs. */
  private final List<BridgeSession> replaced = new ArrayList<>();
  private final KeptClosings closings = new KeptClosings();
  private final Charging charging;
  private final Rules rules;
  private final Effects effects;
  private long nextOrphanCheckMicros = Long.MIN_VALUE;
  private long lastMicros;
  /** Since when the server has been reachable for bridges without a break. */
  private long listeningSinceMicros;

  Sessions(Charging charging, Rules rules, Effects effects) {
    this.charging = charging;
    this.rules = rules;
    this.effects = effects;
  }

  EngineImage.SessionsImage image() {
    return new EngineImage.SessionsImage(current.values().stream().map(BridgeSession::image).toList(),
        replaced.stream().map(BridgeSession::image).toList(), nextOrphanCheckMicros, lastMicros, listeningSinceMicros);
  }

  void restore(EngineImage.SessionsImage image) {
    image.current()
        .forEach(session -> current.put(session.bridgeId(), BridgeSession.restore(session, null, closings)));
    for (SessionImage session : image.replaced()) {
      BridgeSession restored = BridgeSession.restore(session, current.get(session.bridgeId()), closings);
      restored.closings().replaced();
      replaced.add(restored);
    }
    nextOrphanCheckMicros = image.nextOrphanCheckMicros();
    lastMicros = image.lastMicros();
    listeningSinceMicros = image.listeningSinceMicros();
  }

  /** Checks every session, and returns how many legs they have. */
  int audit(long lastRecordSequence) {
    int legCount = 0;
    for (BridgeSession session : current.values()) {
      legCount += session.audit(lastRecordSequence);
    }
    for (BridgeSession session : replaced) {
      legCount += session.audit(lastRecordSequence);
    }
    closings.audit();
    return legCount;
  }

  /** The session that a leg's image names. */
  BridgeSession require(String bridgeId, long number) {
    BridgeSession session = current.get(bridgeId);
    if (session != null && session.number() == number) {
      return session;
    }
    return replaced.stream().filter(other -> other.bridgeId().equals(bridgeId) && other.number() == number).findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "the image names session " + number + " of bridge " + bridgeId + " and does not have it"));
  }

  Outcome open(Command.OpenSession command, long nowMicros) {
    Refusal refusal = refusal(command, nowMicros);
    if (refusal != null) {
      return new Outcome.Refused(refusal);
    }
    BridgeSession session = current.get(command.bridgeId());
    if (session == null && isFull()) {
      current.remove(Objects.requireNonNull(unused(nowMicros)).bridgeId());
    }
    if (session == null || command.session() > session.number()) {
      session = replace(session, command, nowMicros);
    } else {
      session.reopened(nowMicros, rules.leaseMicros());
      contact(session, nowMicros);
    }
    session.owned(command.owner());
    return opened(session);
  }

  int bridgeCount() {
    return current.size();
  }

  int unacknowledgedClosings() {
    return closings.count();
  }

  private boolean isFull() {
    return current.size() >= rules.level().sessions().maxBridges();
  }

  /** Not of those that are bound to one bridge id each. */
  private boolean hasTooMany(Command.OpenSession command) {
    return !command.owner().isEmpty() && !command.bound()
        && current.values().stream().filter(session -> session.owner().equals(command.owner())).count() >= rules.level()
            .sessions().maxOwnedBridges();
  }

  /** Why a session cannot be opened; null when it can. Strangers are not shown how far the bridge's sessions are. */
  @Nullable
  Refusal refusal(Command.OpenSession command, long nowMicros) {
    BridgeSession session = current.get(command.bridgeId());
    if (session == null && isFull() && unused(nowMicros) == null) {
      return Refusal.TOO_MANY_BRIDGES;
    }
    if (session == null && hasTooMany(command)) {
      return Refusal.TOO_MANY_OWN_BRIDGES;
    }
    if (session != null && !session.mayBeOpenedBy(command.owner(), command.bound())) {
      return Refusal.BRIDGE_OWNED;
    }
    long beforeNumber = session == null ? 0 : session.number();
    if (command.session() < beforeNumber) {
      return Refusal.STALE_SESSION;
    }
    return isJump(command.session(), beforeNumber, nowMicros) ? Refusal.SESSION_JUMP : null;
  }

  /** Neither a counter's next values nor a time, even in nanoseconds: such numbers would soon leave none for later. */
  private boolean isJump(long number, long beforeNumber, long nowMicros) {
    Level.SessionRules limits = rules.level().sessions();
    return number - beforeNumber > limits.maxStep()
        && TimeUnit.NANOSECONDS.toMicros(number) > nowMicros + limits.maxTimeAheadMicros();
  }

  /** The identity that a bridge id belongs to; empty when it is nobody's. */
  String owner(String bridgeId) {
    BridgeSession session = current.get(bridgeId);
    return session == null ? "" : session.owner();
  }

  /** Whether a bridge has active legs, in any session, of an organization that is not one of some. */
  boolean carriesOthers(String bridgeId, Predicate<String> organizations) {
    BridgeSession session = current.get(bridgeId);
    return session != null && session.bridgeLegs().anyNotOf(organizations);
  }

  private BridgeSession replace(@Nullable BridgeSession old, Command.OpenSession command, long nowMicros) {
    if (old != null) {
      old.closings().replaced();
    }
    if (old != null && !old.legs().isEmpty()) {
      replaced.add(old);
    }
    var session = new BridgeSession(command.bridgeId(), command.session(), old, closings, nowMicros,
        rules.leaseMicros());
    current.put(command.bridgeId(), session);
    return session;
  }

  private Outcome opened(BridgeSession session) {
    boolean listRequired = session.paused() || replaced.stream().anyMatch(sameBridge(session));
    List<Outcome.LegTotals> legs = session.legs().stream().sorted(RecordMaker.BY_ORDINAL)
        .map(
            leg -> new Outcome.LegTotals(leg.number(), leg.organization().id(), leg.minutesCharged(), leg.totalMicros(),
                leg.denial()))
        .toList();
    return new Outcome.SessionOpened(session.seenThrough(), listRequired, session.behindMicros(), legs,
        List.<CallRecord>copyOf(session.closings().all()));
  }

  private static Predicate<BridgeSession> sameBridge(BridgeSession session) {
    return other -> other.bridgeId().equals(session.bridgeId());
  }

  boolean hasLeg(String bridgeId, long number, long legNumber, long beforeSequence) {
    BridgeSession session = current.get(bridgeId);
    Leg leg = session == null || session.number() != number ? null : session.leg(legNumber);
    return leg != null && leg.answeredSequence() < beforeSequence;
  }

  /** Passes the session that a command names to {@code work}; the command is a sign of life. */
  Outcome with(String bridgeId, long number, long nowMicros, Function<BridgeSession, Outcome> work) {
    return find(bridgeId, number, session -> {
      contact(session, nowMicros);
      return work.apply(session);
    });
  }

  private Outcome find(String bridgeId, long number, Function<BridgeSession, Outcome> work) {
    BridgeSession session = current.get(bridgeId);
    if (session == null || number > session.number()) {
      return new Outcome.Refused(Refusal.NO_SUCH_SESSION);
    }
    if (number < session.number()) {
      return new Outcome.Refused(Refusal.STALE_SESSION);
    }
    return work.apply(session);
  }

  /** Asks a bridge to hang up a leg, in whichever of its sessions that is. Nothing may end an emergency call. */
  Outcome hangUp(Command.HangUpLeg command) {
    Leg leg = leg(command.organizationId(), command.bridgeId(), command.legId());
    if (leg == null) {
      return new Outcome.Refused(Refusal.NO_SUCH_LEG);
    }
    if (leg.emergency()) {
      return new Outcome.Refused(Refusal.EMERGENCY_CALL);
    }
    charging.requestEnd(leg);
    return new Outcome.EntryMade(null);
  }

  /** An organization's active leg; null when the bridge has none with this id. */
  @Nullable
  Leg leg(String organizationId, String bridgeId, String legId) {
    BridgeSession session = current.get(bridgeId);
    Leg leg = session == null ? null : session.bridgeLegs().named(legId);
    return leg == null || !leg.organization().id().equals(organizationId) ? null : leg;
  }

  private void contact(BridgeSession session, long nowMicros) {
    if (session.contact(nowMicros, rules.leaseMicros())) {
      charging.catchUp(session, nowMicros);
    }
  }

  /** A bridge shows its clock: by that, minutes that were skipped are charged if it is the contact that ends a pause. */
  Outcome follow(Command.BridgeClock command, long nowMicros) {
    return find(command.bridgeId(), command.session(), session -> {
      session.showClock();
      long beforeMicros = session.behindMicros();
      if (command.behindMicros() != beforeMicros) {
        charging.follow(session, command.behindMicros());
      }
      contact(session, nowMicros);
      if (command.behindMicros() < beforeMicros) {
        charging.chargeBegun(session, nowMicros);
      }
      return Outcome.DONE;
    });
  }

  /** Takes the clock of every bridge that has not shown it to be at least this far behind. */
  Outcome allBehind(long behindMicros) {
    Stream.concat(current.values().stream(), replaced.stream())
        .filter(session -> !session.clockShown() && session.behindMicros() < behindMicros)
        .forEach(session -> charging.follow(session, behindMicros));
    return Outcome.DONE;
  }

  Outcome acknowledge(BridgeSession session, List<Long> legNumbers) {
    legNumbers.forEach(session.closings()::acknowledge);
    return Outcome.DONE;
  }

  /** Marks the listed legs; the end of a list closes those that it lacks and ends a pause. */
  Outcome list(BridgeSession session, Command.ListActiveLegs command, long nowMicros) {
    int list = command.first() ? session.beginList() : session.currentList();
    int matched = 0;
    for (long number : command.legNumbers()) {
      Leg leg = session.leg(number);
      if (leg != null && !leg.isListedIn(list)) {
        leg.listedIn(list);
        matched++;
      }
    }
    return new Outcome.Listed(matched, command.complete() ? complete(session, command, list, nowMicros) : 0);
  }

  private int complete(BridgeSession session, Command.ListActiveLegs command, int list, long nowMicros) {
    int closed = closeAll(session, leg -> !leg.isListedIn(list)
        && leg.answeredSequence() <= command.throughSequence(), session::vouchedMicros, CloseReason.MISSING,
        nowMicros);
    Iterator<BridgeSession> others = replaced.iterator();
    while (others.hasNext()) {
      BridgeSession other = others.next();
      if (sameBridge(session).test(other)) {
        closed += closeAll(other, _ -> true, _ -> other.lastContactMicros(), CloseReason.MISSING, nowMicros);
        others.remove();
      }
    }
    boolean confirmed = confirmListed(session, list);
    if (session.resume(rules.leaseMicros()) || confirmed) {
      charging.catchUp(session, nowMicros);
    }
    return closed;
  }

  /** Confirms legs that were reported late and that the list names. Returns whether there were any. */
  private static boolean confirmListed(BridgeSession session, int list) {
    boolean any = false;
    for (Leg leg : session.legs()) {
      if (leg.unconfirmed() && !leg.awaitsEnd() && leg.isListedIn(list)) {
        leg.confirm();
        any = true;
      }
    }
    return any;
  }

  /** @param vouched when the bridge last vouched for a leg, in engine time */
  private int closeAll(BridgeSession session, Predicate<Leg> which, ToLongFunction<Leg> vouched, CloseReason reason,
      long nowMicros) {
    List<Leg> legs = session.legs().stream().filter(which).sorted(RecordMaker.BY_ORDINAL).toList();
    for (Leg leg : legs) {
      charging.close(leg, leg.lastKnownMicros(vouched.applyAsLong(leg) - session.behindMicros()), reason, "",
          nowMicros);
    }
    return legs.size();
  }

  /** Closes the legs of bridges that have been away for too long; time when the server was away does not count. */
  void closeOrphans(long nowMicros) {
    if (nowMicros > lastMicros + rules.leaseMicros()) {
      listeningSinceMicros = nowMicros;
    }
    lastMicros = nowMicros;
    if (nowMicros < nextOrphanCheckMicros) {
      return;
    }
    nextOrphanCheckMicros = nowMicros + rules.level().sessions().orphanCheckMicros();
    current.values().forEach(session -> closeIfOrphaned(session, nowMicros));
    replaced.forEach(session -> closeIfOrphaned(session, nowMicros));
    replaced.removeIf(session -> session.legs().isEmpty());
    dropOldClosings(nowMicros);
    current.values().removeIf(session -> isForgotten(session, nowMicros));
  }

  /** As orphans: time when the server was away does not count. */
  private void dropOldClosings(long nowMicros) {
    long keptMicros = rules.level().sessions().closingMicros();
    if (listeningSinceMicros + keptMicros < nowMicros) {
      current.values().forEach(session -> session.closings().dropEndedBefore(nowMicros - keptMicros, effects));
    }
  }

  /** Whether a bridge has been away for so long that it may be forgotten; its id then makes room for another. */
  private boolean isForgotten(BridgeSession session, long nowMicros) {
    long awaySinceMicros = Math.max(session.lastContactMicros(), listeningSinceMicros);
    long keptMicros = Math.max(rules.level().sessions().idleMicros(), rules.orphanMicros());
    return awaySinceMicros + keptMicros < nowMicros && isIdle(session);
  }

  private boolean isIdle(BridgeSession session) {
    return session.isIdle() && replaced.stream().noneMatch(sameBridge(session));
  }

  /** Of the bridges that are away and never reported an event, the one that is away for longest; null for none. */
  private @Nullable BridgeSession unused(long nowMicros) {
    return current.values().stream().filter(session -> session.seenThrough() == 0
        && session.lastContactMicros() + rules.leaseMicros() < nowMicros && isIdle(session))
        .min(Comparator.comparingLong(BridgeSession::lastContactMicros).thenComparing(BridgeSession::bridgeId))
        .orElse(null);
  }

  private void closeIfOrphaned(BridgeSession session, long nowMicros) {
    long awaySinceMicros = Math.max(session.lastContactMicros(), listeningSinceMicros);
    if (awaySinceMicros + rules.orphanMicros() <= nowMicros && !session.legs().isEmpty()) {
      closeAll(session, _ -> true, _ -> session.lastContactMicros(), CloseReason.ORPHANED, nowMicros);
    }
  }
}
