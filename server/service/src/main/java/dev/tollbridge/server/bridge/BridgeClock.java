package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Level;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.shard.EngineClock;
import dev.tollbridge.v1.Notice;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a bridge's clock shows, by the messages of one stream: the time that a message names as now, and the times of
 * events, which have happened. A message takes a while to arrive, so the clock is ahead of what each showed; the least
 * difference from engine time of the last half minute or more counts.
 *
 * <p>A bridge that never names its time is taken to agree with this machine's wall clock, or to be as far behind as in
 * its streams before, unless its events are later, or all of them equally much earlier for a while.
 */
final class BridgeClock {
  /** Says that a message has no such time. */
  static final long NO_TIME = Long.MIN_VALUE;
  private static final Logger LOG = LoggerFactory.getLogger(BridgeClock.class);
  /** A clock that is not further behind is right: it may be the way of the messages. */
  private static final long RIGHT_MICROS = TimeUnit.SECONDS.toMicros(2);
  /** Two nodes of one bridge whose clocks differ would have the legs follow another one with every message. */
  private static final long FALL_MICROS = TimeUnit.SECONDS.toMicros(10);
  /** Legs follow a clock that is found to be further or less far behind by more than this: each time costs all legs. */
  private static final long STEP_MICROS = TimeUnit.SECONDS.toMicros(1);
  private static final long AHEAD_MICROS = Level.of(Level.HIGHEST).legs().maxAheadMicros();
  private static final long WRONG_MICROS = TimeUnit.MINUTES.toMicros(1);
  private static final long WINDOW_MICROS = TimeUnit.SECONDS.toMicros(30);
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final EngineClock engine;
  private final ServerMetrics metrics;
  private final String bridgeId;
  private final int timeScale;
  private long leastMicros = UNKNOWN;
  private long leastBeforeMicros = UNKNOWN;
  private long windowEndMicros;
  private long namedMicros = NO_TIME;
  private long beforeMicros;
  private long followedMicros;
  private long fellMicros = Long.MIN_VALUE;
  private boolean wrong;
  private boolean closed;
  private @Nullable Notice notice;

  BridgeClock(EngineClock engine, ServerMetrics metrics, String bridgeId) {
    this.engine = engine;
    this.metrics = metrics;
    this.bridgeId = bridgeId;
    timeScale = engine.timeScale();
    windowEndMicros = engine.nowMicros() + WINDOW_MICROS * timeScale;
  }

  /** The session's legs followed a clock this far behind before this stream. */
  synchronized void continueFrom(long behindMicros) {
    beforeMicros = behindMicros;
    follow(behind());
  }

  /**
   * Takes what a message shows. Returns whether the legs have to follow another {@link #behindMicros()} than before.
   *
   * @param nowMicros what the message names as the bridge's time, or {@link #NO_TIME}
   * @param newestMicros the latest time of its events, or {@link #NO_TIME}
   */
  synchronized boolean heard(long nowMicros, long newestMicros) {
    long named = timeScale == 1 ? nowMicros : NO_TIME;
    if (named != NO_TIME) {
      forgetIfSetBack(named);
      namedMicros = named;
    }
    long shownMicros = Math.max(named, newestMicros > latestMicros() ? NO_TIME : newestMicros);
    if (shownMicros == NO_TIME) {
      engine.heardBridge();
    } else {
      engine.heardBridge(shownMicros);
      least(engine.nowMicros(), shownMicros);
    }
    long before = followedMicros;
    follow(behind());
    return followedMicros != before;
  }

  /** Whether a message of this stream named a time. */
  synchronized boolean isNamed() {
    return namedMicros != NO_TIME;
  }

  /**
   * An event later than this shows a fault of the event, not the clock. One that is later than the clock that a bridge
   * names, but has happened by ours, shows that the legs follow another clock than the one named.
   */
  private long latestMicros() {
    long aheadMicros = isNamed() ? RIGHT_MICROS : AHEAD_MICROS;
    return Math.max(engine.nowMicros(), engine.wallMicros()) + aheadMicros * timeScale;
  }

  /** How far the clock is behind engine time; 0 when it is right or ahead. */
  synchronized long behindMicros() {
    return followedMicros;
  }

  /** A clock that goes back was set: what was seen of it before says nothing. */
  private void forgetIfSetBack(long named) {
    if (isNamed() && named < namedMicros - RIGHT_MICROS) {
      leastMicros = UNKNOWN;
      leastBeforeMicros = UNKNOWN;
    }
  }

  private void least(long engineMicros, long shownMicros) {
    boolean full = engineMicros >= windowEndMicros;
    leastMicros = Math.min(leastMicros, engineMicros - shownMicros);
    // a backlog catches up, a clock that is wrong stays so
    boolean lasts = full && leastBeforeMicros != UNKNOWN
        && Math.abs(leastMicros - leastBeforeMicros) <= RIGHT_MICROS * timeScale;
    if (full) {
      leastBeforeMicros = leastMicros;
      leastMicros = UNKNOWN;
      windowEndMicros = engineMicros + WINDOW_MICROS * timeScale;
    }
    judge(lasts);
  }

  private long leastBehind() {
    return Math.min(leastMicros, leastBeforeMicros);
  }

  private long behind() {
    // Without a named time, old events may just be late: only what is known without this stream is sure.
    long atMost = isNamed() || wrong ? UNKNOWN : Math.max(beforeMicros, engine.leadMicros());
    long least = Math.min(atMost, leastBehind());
    return least == UNKNOWN || least <= RIGHT_MICROS * timeScale ? 0 : least;
  }

  private void follow(long behind) {
    long further = behind - followedMicros;
    if (Math.abs(further) <= STEP_MICROS * timeScale) {
      return;
    }
    if (further > 0) {
      followedMicros = behind;
    } else {
      fall(behind);
    }
  }

  private void fall(long behind) {
    long nowMicros = engine.nowMicros();
    if (nowMicros >= fellMicros + FALL_MICROS * timeScale) {
      fellMicros = nowMicros;
      followedMicros = behind;
    }
  }

  /** Times of events alone prove that a clock is behind only if they were equally old for a while. */
  private void judge(boolean lasts) {
    long least = leastBehind();
    if (isNear(least) || isNear(least - engine.leadMicros())) {
      becomeRight();
    } else if (least < 0 || isNamed() || lasts) {
      becomeWrong(least);
    }
  }

  private boolean isNear(long behind) {
    return Math.abs(behind) <= WRONG_MICROS * timeScale;
  }

  private void becomeWrong(long behind) {
    if (!wrong && !closed) {
      wrong = true;
      metrics.bridgeClockWrong();
      String fault = Math.abs(behind) / timeScale / TimeUnit.SECONDS.toMicros(1) + " s "
          + (behind > 0
              ? "behind the server's; minutes of its legs begin by it"
              : "ahead of the server's; minutes of its legs are charged that much late");
      notice = Notices.ofClock("the bridge's clock is " + fault + ". Set it, or the server's");
      LOG.warn("The clock of bridge {} is {}", bridgeId, fault);
    }
  }

  private void becomeRight() {
    if (wrong) {
      wrong = false;
      metrics.bridgeClockRight();
    }
  }

  /** Whether the clock is more than a minute off. */
  synchronized boolean isWrong() {
    return wrong;
  }

  /** A notice that the clock became wrong, for the next acknowledgement; returned once, otherwise null. */
  synchronized @Nullable Notice takeNotice() {
    Notice taken = notice;
    notice = null;
    return taken;
  }

  /** The stream is over. */
  synchronized void close() {
    closed = true;
    becomeRight();
  }
}
