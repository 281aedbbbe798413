package dev.tollbridge.core.engine;

import dev.tollbridge.core.money.Money;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The rules that decide what a log entry results in, by number. The engine's state has a level, which a command in the
 * log raises; entries before it keep the old rules, on every version and machine that replays them.
 *
 * <p>To change a rule, add a level:
 * <ol>
 * <li>Leave the existing levels unchanged. Add a constant and a case to {@link #of}; raise {@link #HIGHEST}.
 * <li>A rule that is a figure or a list is a component here. One that is code (rounding in {@code Money}, arithmetic
 * of {@code Rate} and {@code Increments}, precedence of rates and denials, order of effects, the ranges of values) is
 * the same at all levels so far; the first that changes becomes a component here, consulted where it applies, and both
 * versions of the code stay.
 * <li>Decide what happens to anything begun at a lower level. A leg keeps the rules of its level, and a lot its expiry;
 * anything else follows the new rules when it is next touched.
 * <li>Record a log of the new level next to the others (see {@code RecordedLogTest}), and leave the old recordings
 * unchanged: they must replay to the same results as before.
 * <li>Announce it in the change log: once the level is raised, older versions refuse to start.
 * </ol>
 * A level that no log or snapshot in use still has can be removed: raise {@link #LOWEST}.
 *
 * @param zoneA countries whose numbers cost a subscription nothing extra, and that a dial-out policy can be limited to
 * @param defaults of the rules that an operator sets, until the first setting is in the log
 */
public record Level(
    int number,
    LegRules legs,
    SessionRules sessions,
    CreditRules credit,
    MemoryRules memory,
    DeckRules decks,
    AccessRules access,
    Set<String> zoneA,
    Command.Configure defaults) {
  public static final int LOWEST = 1;
  public static final int HIGHEST = 1;

  /**
   * Rules of legs.
   *
   * @param maxAheadMicros a bridge's clock may be this far ahead
   * @param maxEndAheadMicros an end whose bridge shows its clock may be this much further ahead than the session's answers
   * @param maxLateMicros an answer may be reported this late
   * @param maxMinutes a leg is closed after this many minutes; one answered longer ago when it is reported is charged only
   *     by its end
   * @param maxIdLength characters of an id that the server makes, where a bridge's own cannot serve
   * @param sameAnswerMicros a leg that is reported again in a newer session is the same when its answer differs by no
   *     more: a bridge that lost its state may know it less exactly
   */
  public record LegRules(
      long maxAheadMicros,
      long maxEndAheadMicros,
      long maxLateMicros,
      int maxMinutes,
      int maxIdLength,
      long sameAnswerMicros) {
    public long maxMicros() {
      return maxMinutes * Leg.MINUTE_MICROS;
    }
  }

  /**
   * Rules of bridges' sessions.
   *
   * @param maxOwnedBridges of one owner, so that nobody uses up the others' bridge ids
   * @param maxClosings kept for a session that does not acknowledge them; older ones are only in the records
   * @param maxClosingBytes about as much memory may those of a session take
   * @param maxShardClosingBytes those of all sessions of a shard
   * @param closingMicros they are kept for this long after the call's end: as long as the call could still be reported
   * @param orphanCheckMicros how often orphaned legs are looked for
   * @param maxStep a session's number may be this much greater than that of the bridge's session before: counters
   * @param maxTimeAheadMicros beyond that it may be a time since 1970, in any unit down to nanoseconds, this far ahead
   * @param idleMicros a bridge without active legs and closings is forgotten after this time: later it could report none
   *     of its events
   */
  public record SessionRules(
      int maxBridges,
      int maxOwnedBridges,
      int maxLegs,
      int maxClosings,
      long maxClosingBytes,
      long maxShardClosingBytes,
      long closingMicros,
      long orphanCheckMicros,
      long maxStep,
      long maxTimeAheadMicros,
      long idleMicros) {}

  /**
   * Rules of credit.
   *
   * @param maxBalanceMicros neither credit nor debt may exceed this: far above any real balance, and so far below the
   *     largest {@code long} that no sum of an organization's two balances can overflow
   * @param lotMonths a lot of credit expires this many months after its purchase
   * @param rechargeRetryMicros an automatic recharge that failed is tried again after this time
   */
  public record CreditRules(long maxBalanceMicros, int lotMonths, long rechargeRetryMicros) {}

  /**
   * How long things are remembered.
   *
   * @param requestMicros first outcomes of requests that move money
   * @param bookingMicros completed calls answered longer ago are not booked
   * @param usageIdMicros usage ids of booked calls; longer than {@code bookingMicros}
   * @param reratingMicros calls that started longer ago are not re-rated: their decks may have been forgotten
   * @param maxReratings how many re-ratings are remembered by their request ids
   * @param deckMicros decks that have been superseded
   * @param reopenMicros a closed organization may be opened again
   */
  public record MemoryRules(
      long requestMicros,
      long bookingMicros,
      long usageIdMicros,
      long reratingMicros,
      int maxReratings,
      long deckMicros,
      long reopenMicros) {}

  /**
   * Rules of rate decks.
   *
   * @param maxStaged decks that may be staged at the same time; for another one, the first to begin is dropped
   * @param maxZones time zones that decks may name in all
   */
  public record DeckRules(int maxStaged, int maxDecks, int maxZones) {}

  /**
   * Rules of callers' tokens.
   *
   * @param keptMicros tokens that were revoked or expired longer ago may be forgotten
   */
  public record AccessRules(int maxTokens, long keptMicros) {}

  private static final Level FIRST = new Level(1,
      new LegRules(TimeUnit.MINUTES.toMicros(5), TimeUnit.MINUTES.toMicros(1), TimeUnit.DAYS.toMicros(45), 30 * 60,
          64, TimeUnit.SECONDS.toMicros(5)),
      new SessionRules(10_000, 2_500, 500_000, 100_000, 32L << 20, 64L << 20, TimeUnit.DAYS.toMicros(46),
          TimeUnit.MINUTES.toMicros(1), 1_000_000_000L,
          TimeUnit.DAYS.toMicros(366), TimeUnit.DAYS.toMicros(46)),
      new CreditRules(4_000_000_000_000_000_000L, 12, TimeUnit.MINUTES.toMicros(15)),
      new MemoryRules(TimeUnit.DAYS.toMicros(62), TimeUnit.DAYS.toMicros(45), TimeUnit.DAYS.toMicros(62),
          TimeUnit.DAYS.toMicros(62), 1_000, TimeUnit.DAYS.toMicros(62), TimeUnit.DAYS.toMicros(90)),
      new DeckRules(4, 1_000, 1_000),
      new AccessRules(10_000, TimeUnit.DAYS.toMicros(62)),
      Set.of("AU", "AT", "BE", "BR", "BG", "CA", "CN", "HR", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HK", "HU", "IN",
          "IE", "IT", "JP", "LU", "MY", "MX", "NL", "NZ", "NO", "PL", "PT", "PR", "RO", "RU", "SG", "SK", "SI", "ZA",
          "KR",
          "ES", "SE", "CH", "TW", "TH", "GB", "US"),
      new Command.Configure(TimeUnit.MINUTES.toMicros(2), TimeUnit.HOURS.toMicros(6), 50 * Money.MICROS_PER_UNIT));

  public Level {
    zoneA = Set.copyOf(zoneA);
  }

  /**
   * The rules of a level.
   *
   * @throws UnknownLevelException when this version does not know them
   */
  public static Level of(int number) {
    return switch (number) {
      case 1 -> FIRST;
      default -> throw new UnknownLevelException(number);
    };
  }
}
