package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
import dev.tollbridge.core.tariff.Rate;
import org.jspecify.annotations.Nullable;

/** One phone call in or out of a conference, from its answer to its end. */
final class Leg {
  static final long MINUTE_MICROS = 60_000_000;
  private static final long SECOND_MICROS = 1_000_000;
  private static final long SECONDS_PER_MINUTE = 60;

  /** In force when the leg was answered; a leg keeps its rules, like its rate. */
  private final Level level;
  private final long ordinal;
  private BridgeSession session;
  private LegRef ref;
  private long answeredSequence;
  private final Organization organization;
  private final LegStart start;
  private final @Nullable Rate rate;
  private LegState state;
  private @Nullable DenialReason denial;
  private int minutesCharged;
  private long totalMicros;
  private int listedIn;
  private long behindMicros;
  /** How far ahead of engine time the answer was when it was reported; what is reported has happened. */
  private long aheadMicros;
  /** Engine time of a late answer's report while nothing confirms that the leg is active; 0 otherwise. */
  private long unconfirmedSinceMicros;

  /**
   * @param level whose rules the leg follows to its end
   * @param ordinal position among all legs of the shard; decides who is charged first at the same instant
   * @param answeredSequence the event that made the leg
   * @param rate null when none was found; the leg is free then
   * @param denial why the bridge must hang up immediately, or null
   */
  Leg(
      Level level,
      long ordinal,
      BridgeSession session,
      long number,
      long answeredSequence,
      Organization organization,
      LegStart start,
      @Nullable Rate rate,
      @Nullable DenialReason denial) {
    this.level = level;
    this.ordinal = ordinal;
    this.session = session;
    this.ref = ref(session, number, start, organization);
    this.answeredSequence = answeredSequence;
    this.organization = organization;
    this.start = start;
    this.rate = rate;
    this.denial = denial;
    this.behindMicros = session.behindMicros();
    this.state = denial != null ? LegState.DENIED : rate == null || rate.free() ? LegState.FREE : LegState.CHARGING;
  }

  private static LegRef ref(BridgeSession session, long number, LegStart start, Organization organization) {
    return new LegRef(session.bridgeId(), session.number(), number, start.legId(), organization.id(),
        organization.profile().currency());
  }

  /** Restores a leg from its image. */
  static Leg restore(LegImage image, Level level, BridgeSession session, Organization organization) {
    var leg = new Leg(level, image.ordinal(), session, image.number(), image.answeredSequence(), organization,
        image.start(),
        image.rate(), image.denial());
    leg.state = image.state();
    leg.minutesCharged = image.minutesCharged();
    leg.totalMicros = image.totalMicros();
    leg.listedIn = image.listedIn();
    leg.unconfirmedSinceMicros = image.unconfirmedSinceMicros();
    leg.aheadMicros = image.aheadMicros();
    return leg;
  }

  /** The present state; later changes do not affect it. */
  LegImage image() {
    return new LegImage(level.number(), ordinal, ref.bridgeId(), ref.session(), ref.legNumber(), answeredSequence,
        start,
        rate, state, denial, minutesCharged, totalMicros, listedIn, unconfirmedSinceMicros, aheadMicros);
  }

  long ordinal() {
    return ordinal;
  }

  BridgeSession session() {
    return session;
  }

  /** The leg's name in effects and outcomes. */
  LegRef ref() {
    return ref;
  }

  long number() {
    return ref.legNumber();
  }

  long answeredSequence() {
    return answeredSequence;
  }

  Organization organization() {
    return organization;
  }

  String id() {
    return start.legId();
  }

  LegStart start() {
    return start;
  }

  CallType callType() {
    return start.parties().callType();
  }

  long answerMicros() {
    return start.answerMicros();
  }

  /** When the leg's first minute begins, in engine time: the answer time, if the bridge's clock is right. */
  long chargeFromMicros() {
    return answerMicros() + behindMicros - aheadMicros;
  }

  /** What the clock that the leg follows shows now, as far as it is known. */
  long clockMicros(long nowMicros) {
    return nowMicros - behindMicros + aheadMicros;
  }

  /** Follows the clock of its session; not while it is in the minute wheel. */
  void followClock() {
    long fell = behindMicros - session.behindMicros();
    // the first minute began at the report at the latest, not before
    aheadMicros -= Math.clamp(fell, 0, aheadMicros);
    behindMicros = session.behindMicros();
  }

  @Nullable
  Rate rate() {
    return rate;
  }

  LegState state() {
    return state;
  }

  /** Why the bridge is being asked to hang up; null when it is not. */
  @Nullable
  DenialReason denial() {
    return denial;
  }

  boolean emergency() {
    return start.unpriced() == FreeReason.EMERGENCY;
  }

  int minutesCharged() {
    return minutesCharged;
  }

  /** All that the leg has been charged so far. */
  long totalMicros() {
    return totalMicros;
  }

  /** When the next minute is due. */
  long dueMicros() {
    return chargeFromMicros() + minutesCharged * MINUTE_MICROS;
  }

  /** The leg is closed after this duration. */
  long maxMicros() {
    return level.legs().maxMicros();
  }

  boolean charging() {
    return state == LegState.CHARGING;
  }

  /** Whether the leg's end may cost something: it is being charged, or was and is being hung up. */
  boolean chargeable() {
    return state == LegState.CHARGING || state == LegState.DISCONNECTING;
  }

  /** Whether it is free without being an emergency call, which nothing may end. */
  boolean freeButNoEmergency() {
    return state == LegState.FREE && !emergency();
  }

  /** What a minute costs; 0 when the leg is not being charged. */
  long pricePerMinuteMicros() {
    return charging() && rate != null ? rate.pricePerMinuteMicros() : 0;
  }

  /** The most that a leg with this rate can cost; 0 when it costs nothing. */
  static long mostMicros(@Nullable Rate rate, Level level) {
    return rate == null || rate.reject() ? 0 : rate.totalMicros(level.legs().maxMinutes());
  }

  /** The most that the leg can cost; 0 when it was denied. */
  long mostMicros() {
    return state == LegState.DENIED ? 0 : mostMicros(rate, level);
  }

  /** How many minutes have begun at {@code micros}; at most as many as a leg can last. */
  int minutesDue(long micros) {
    long begun = Math.floorDiv(micros - chargeFromMicros(), MINUTE_MICROS) + 1;
    return Math.clamp(begun, 0, level.legs().maxMinutes());
  }

  /** What charging the first {@code minutes} minutes adds to the total; 0 when they are paid for already. */
  long costUpTo(int minutes) {
    return rate == null ? 0 : Math.subtractExact(rate.totalMicros(minutes), totalMicros);
  }

  /** The first {@code minutes} minutes have been charged. */
  void charged(int minutes, long amountMicros) {
    Check.check(minutes > minutesCharged && minutes <= level.legs().maxMinutes(),
        "a leg's minutes only grow, up to the longest leg",
        id(), minutes);
    minutesCharged = minutes;
    totalMicros = Math.addExact(totalMicros, Check.notNegative(amountMicros, "charge", id()));
  }

  /** From now on the bridge is asked to hang up; until it reports the end, nothing changes for the leg. */
  void requestEnd() {
    Check.check(denial == null, "one reason to hang up is not replaced by a request", id(), ordinal);
    denial = DenialReason.ADMINISTRATOR;
  }

  /** From now on the bridge is asked to hang up, and no minute is charged; a leg that was never charged is denied. */
  void hangUp(DenialReason reason) {
    become(minutesCharged == 0 ? LegState.DENIED : LegState.DISCONNECTING);
    denial = reason;
  }

  private void become(LegState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("leg " + id() + " cannot go from " + state + " to " + next);
    }
    state = next;
  }

  /** The bridge continues this leg in a newer session, under another number; not while it is in the minute wheel. */
  void moveTo(BridgeSession newer, long newNumber, long sequence) {
    session.remove(this);
    session = newer;
    ref = ref(newer, newNumber, start, organization);
    answeredSequence = sequence;
    followClock();
    // each session counts its lists from 1
    listedIn = 0;
    newer.add(this);
  }

  /** Marks the leg as named in a list of active legs. */
  void listedIn(int list) {
    listedIn = list;
  }

  boolean isListedIn(int list) {
    return listedIn == list;
  }

  /**
   * The answer is reported now, for the first time or in a newer session. A leg of which more than a lease is not
   * charged yet is one whose bridge was away, and that may be over already: it is unconfirmed, and no minute is charged.
   */
  void reported(long nowMicros, long leaseMicros) {
    aheadMicros += Math.max(0, chargeFromMicros() - nowMicros);
    session.sawAhead(aheadMicros);
    unconfirmedSinceMicros = nowMicros - dueMicros() > leaseMicros ? nowMicros : 0;
  }

  /** Whether the answer was reported late, and nothing has confirmed since that the leg is active. */
  boolean unconfirmed() {
    return unconfirmedSinceMicros != 0;
  }

  long unconfirmedSinceMicros() {
    return unconfirmedSinceMicros;
  }

  /** The leg is active: its bridge's list names it, or a lease has passed without its end. */
  void confirm() {
    unconfirmedSinceMicros = 0;
  }

  /** Whether an unconfirmed leg should have been over when it was reported: only its end tells what was used. */
  boolean awaitsEnd() {
    return unconfirmedSinceMicros - chargeFromMicros() > maxMicros();
  }

  /** When the leg was last known to be active, if its bridge last vouched for its legs at {@code vouchedMicros}. */
  long lastKnownMicros(long vouchedMicros) {
    long chargedMicros = answerMicros() + minutesCharged * MINUTE_MICROS;
    return unconfirmed() ? chargedMicros : Math.max(vouchedMicros, answerMicros());
  }

  /** Closes the leg at {@code endMicros} and returns its length and price. */
  Closing close(long endMicros) {
    boolean denied = state == LegState.DENIED;
    become(LegState.CLOSED);
    return closing(answerMicros() + Math.clamp(endMicros - answerMicros(), 0, maxMicros()), denied ? null : rate,
        denied ? FreeReason.DENIED : start.unpriced());
  }

  private Closing closing(long endMicros, @Nullable Rate charging, @Nullable FreeReason unpriced) {
    long durationSeconds = Math.ceilDiv(endMicros - answerMicros(), SECOND_MICROS);
    Price price = charging == null ? Price.NOTHING : charging.price(durationSeconds);
    Check.check(durationSeconds > minutesCharged * SECONDS_PER_MINUTE || price.chargeMicros() <= totalMicros,
        "a leg that ends within its charged minutes costs at most what they did", id(), price.chargeMicros());
    return new Closing(new CallRecord.Span(answerMicros(), endMicros, durationSeconds), price,
        FreeReason.of(price, durationSeconds, unpriced));
  }

  /** How long the leg lasted, and its final price. */
  record Closing(CallRecord.Span span, Price price, @Nullable FreeReason freeReason) {}

  /** The leg's call record. */
  CallRecord record(long sequence, String usageId, Closing closing, CloseReason reason, String cause,
      long overdraftMicros) {
    long chargeMicros = closing.price().chargeMicros();
    var cost = new CallRecord.Cost(closing.price(), rate == null ? "" : rate.destination(), ref.currency(),
        Math.subtractExact(chargeMicros, totalMicros), overdraftMicros, Capability.of(chargeMicros),
        closing.freeReason());
    return new CallRecord(sequence, usageId, id(), start.parties(), closing.span(), cost,
        new CallRecord.Ending(reason, denial, cause),
        new CallRecord.Origin(ref.bridgeId(), ref.session(), ref.legNumber()));
  }
}
