package dev.tollbridge.core.engine;

import java.util.Collection;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bridge's numbered stream of leg events, with its active legs and the closings it has not acknowledged.
 *
 * <p>The lease: charging continues until {@link #chargeUntilMicros()}. A contact before that extends it. A contact
 * after it leaves charging paused until the bridge's list of active legs is complete, or, for a bridge that sends none,
 * until another lease has passed.
 */
final class BridgeSession {
  private final String bridgeId;
  private final long number;
  private final Long2ObjectHashMap<Leg> legs = new Long2ObjectHashMap<>();
  /** Active legs of all the bridge's sessions. */
  private final BridgeLegs bridgeLegs;
  private final KeptClosings.OfSession closings;
  private long seenThrough;
  private long lastContactMicros;
  private long vouchedMicros;
  /** Legs answered up to this sequence await the bridge's list since it came back. */
  private long awaitedThrough;
  private long chargeUntilMicros;
  private long pausedSinceMicros = Long.MIN_VALUE;
  private int lists;
  private long behindMicros;
  private boolean clockShown;
  /** How far ahead of engine time the bridge's answers were, at most. */
  private long aheadMicros;
  private String owner;

  /**
   * Opens a session.
   *
   * @param before the bridge's session before this one, or null
   * @param kept the shard's closings
   */
  BridgeSession(String bridgeId, long number, @Nullable BridgeSession before, KeptClosings kept, long nowMicros,
      long leaseMicros) {
    this.closings = kept.of(bridgeId, number);
    this.bridgeLegs = before == null ? new BridgeLegs() : before.bridgeLegs;
    this.behindMicros = before == null ? 0 : before.behindMicros;
    this.clockShown = before != null && before.clockShown;
    this.owner = before == null ? "" : before.owner;
    this.bridgeId = bridgeId;
    this.number = number;
    this.lastContactMicros = nowMicros;
    this.vouchedMicros = nowMicros;
    this.chargeUntilMicros = nowMicros + leaseMicros;
  }

  /**
   * Restores a session from its image, without its legs.
   *
   * @param other another session of the same bridge, or null
   */
  static BridgeSession restore(SessionImage image, @Nullable BridgeSession other, KeptClosings kept) {
    var session = new BridgeSession(image.bridgeId(), image.number(), other, kept, 0, 0);
    session.seenThrough = image.seenThrough();
    session.lastContactMicros = image.lastContactMicros();
    session.vouchedMicros = image.vouchedMicros();
    session.awaitedThrough = image.awaitedThrough();
    session.chargeUntilMicros = image.chargeUntilMicros();
    session.pausedSinceMicros = image.pausedSinceMicros();
    session.lists = image.lists();
    session.behindMicros = image.behindMicros();
    session.clockShown = image.clockShown();
    session.aheadMicros = image.aheadMicros();
    session.owner = image.owner();
    image.closings().forEach(session.closings::restore);
    return session;
  }

  /** The present state, without legs; later changes do not affect it. */
  SessionImage image() {
    return new SessionImage(bridgeId, number, seenThrough, lastContactMicros, vouchedMicros, awaitedThrough,
        chargeUntilMicros,
        pausedSinceMicros, lists, behindMicros, clockShown, aheadMicros, owner, List.copyOf(closings.all()));
  }

  String bridgeId() {
    return bridgeId;
  }

  long number() {
    return number;
  }

  /** Whether this identity may open the bridge's sessions; one that is not known may as long as nobody owns it. */
  boolean mayBeOpenedBy(String identity, boolean bound) {
    return bound || owner.isEmpty() || identity.isEmpty() || owner.equals(identity);
  }

  /** The identity that the bridge id belongs to; empty while it is nobody's. */
  String owner() {
    return owner;
  }

  /** The bridge id belongs to this identity from now on; to the one before when this is empty. */
  void owned(String identity) {
    owner = identity.isEmpty() ? owner : identity;
  }

  /** Nothing depends on the server's knowing it: no leg is active, and no closing is to be acknowledged. */
  boolean isIdle() {
    return bridgeLegs.isEmpty() && closings.isEmpty();
  }

  Collection<Leg> legs() {
    return legs.values();
  }

  @Nullable
  Leg leg(long legNumber) {
    return legs.get(legNumber);
  }

  /** Active legs of all the bridge's sessions. */
  BridgeLegs bridgeLegs() {
    return bridgeLegs;
  }

  /** How far the bridge's clock is behind engine time, as far as it is known; never below 0. */
  long behindMicros() {
    return behindMicros;
  }

  /** The latest time that the bridge's clock may show now, by all that it has reported. */
  long latestMicros(long nowMicros) {
    return nowMicros - behindMicros + aheadMicros;
  }

  /** A leg was reported that was answered this far ahead of engine time. */
  void sawAhead(long micros) {
    aheadMicros = Math.max(aheadMicros, micros);
  }

  /** Whether the bridge itself has shown that; otherwise it is assumed. */
  boolean clockShown() {
    return clockShown;
  }

  void showClock() {
    clockShown = true;
  }

  /** Only by {@link Charging#follow}: the session's legs follow its clock. */
  void behind(long micros) {
    behindMicros = micros;
  }

  void add(Leg leg) {
    legs.put(leg.number(), leg);
    bridgeLegs.add(leg);
  }

  void remove(Leg leg) {
    legs.remove(leg.number());
    bridgeLegs.remove(leg);
  }

  /** Those not acknowledged yet. */
  KeptClosings.OfSession closings() {
    return closings;
  }

  /** Checks the closings that are kept, and returns how many active legs there are. */
  int audit(long lastRecordSequence) {
    for (CallRecord closing : closings.all()) {
      Check.check(closing.sequence() <= lastRecordSequence, "the record of a closing has been made", bridgeId,
          closing.sequence());
    }
    return legs.size();
  }

  /** Every event up to this sequence that belongs to this shard has been applied. */
  long seenThrough() {
    return seenThrough;
  }

  void sawThrough(long sequence) {
    seenThrough = Math.max(seenThrough, sequence);
  }

  long lastContactMicros() {
    return lastContactMicros;
  }

  /** When the bridge last vouched for a leg: at its last contact, or the last one before it came back. */
  long vouchedMicros(Leg leg) {
    return leg.answeredSequence() <= awaitedThrough ? vouchedMicros : lastContactMicros;
  }

  /** The bridge came back, with a new stream: its last contact before that vouches for its legs. */
  void reopened(long nowMicros, long leaseMicros) {
    awaitList();
    // lost again during a pause: the wait starts over
    if (paused() && nowMicros > lastContactMicros + leaseMicros) {
      pausedSinceMicros = nowMicros;
    }
  }

  private void awaitList() {
    if (awaitedThrough == 0) {
      vouchedMicros = lastContactMicros;
      awaitedThrough = seenThrough;
    }
  }

  /** Minutes due after this are not charged yet. */
  long chargeUntilMicros() {
    return chargeUntilMicros;
  }

  /** Whether the lease had run out when the bridge came back, and its list is still awaited. */
  boolean paused() {
    return pausedSinceMicros != Long.MIN_VALUE;
  }

  /** The bridge gave a sign of life. Returns whether skipped minutes are to be charged now. */
  boolean contact(long nowMicros, long leaseMicros) {
    if (nowMicros <= chargeUntilMicros && !paused()) {
      lastContactMicros = nowMicros;
      chargeUntilMicros = nowMicros + leaseMicros;
      return false;
    }
    if (!paused()) {
      awaitList();
      pausedSinceMicros = nowMicros;
    }
    lastContactMicros = nowMicros;
    return nowMicros >= pausedSinceMicros + leaseMicros && resume(leaseMicros);
  }

  /** All legs are known to be active: their list is complete, or a lease has passed. Returns whether a pause ends. */
  boolean resume(long leaseMicros) {
    boolean wasPaused = paused();
    pausedSinceMicros = Long.MIN_VALUE;
    awaitedThrough = 0;
    chargeUntilMicros = lastContactMicros + leaseMicros;
    return wasPaused;
  }

  /** Begins a new list of active legs and returns its number. */
  int beginList() {
    return ++lists;
  }

  /** The list of active legs being received. */
  int currentList() {
    return lists;
  }
}
