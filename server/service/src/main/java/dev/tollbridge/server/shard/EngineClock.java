package dev.tollbridge.server.shard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Engine time as the leader stamps it. It runs on the monotonic clock from an anchor and is steered towards the wall
 * clock, so that a wall clock that is set does not move it. For demonstrations and tests it runs faster, since a moment
 * that is kept with the data: a restart then continues the same engine time.
 *
 * <p>A difference of up to {@link #NEAR} is removed by slewing. A greater one means that the wall clock was set, and
 * what the bridges' clocks show decides whether that was right:
 *
 * <ul>
 * <li>Engine time that is ahead runs at half speed until the wall clock has caught up. If a bridge shows a later time
 * than the wall clock, that is probably slow, and engine time is only slewed.
 * <li>Engine time that is behind steps forward, as far as a bridge shows, or at once to the wall clock when no bridge
 * has been heard and the difference lasts. Otherwise it is only slewed: the wall clock is probably fast.
 * </ul>
 */
public final class EngineClock {
  /** A wall clock that is not further off was not set. */
  static final Duration NEAR = Duration.ofSeconds(5);
  /** Parts in a million. */
  static final int MAX_SLEW = 5_000;
  static final int HALF_SPEED = -500_000;
  /** What bridges showed counts for one to two of these. */
  static final Duration MEMORY = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(EngineClock.class);
  private static final long MILLION = 1_000_000;
  private static final long SLEWED_OVER_SECONDS = 10;
  /** Both clocks are read within this time, or again. */
  private static final long MAX_READING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long NOT_HEARD = Long.MIN_VALUE;

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final long originMicros;
  private final int timeScale;
  /** How far bridges' clocks were ahead of engine time, at most. */
  private final LongAccumulator shown = new LongAccumulator(Math::max, NOT_HEARD);
  private volatile Course course;
  private volatile long aheadMicros;
  private long shownBefore = NOT_HEARD;
  private long memoryEndNanos;
  private long behindSinceNanos;
  private boolean apart;

  /** Engine time from an anchor on, at a speed of its own. */
  private record Course(long fromMicros, long fromNanos, int timeScale, int slew) {
    long micros(long nowNanos) {
      long scaled = (nowNanos - fromNanos) / 1_000 * timeScale;
      return fromMicros + scaled + scaled / MILLION * slew + scaled % MILLION * slew / MILLION;
    }
  }

  /**
   * A clock that shows the wall clock's time until it is {@linkplain #begin begun}.
   *
   * @param nanos a clock that only moves forward
   * @param originMicros where faster time starts from
   * @param timeScale how many times faster than the wall clock; 1 in production
   */
  public EngineClock(InstantSource wall, LongSupplier nanos, long originMicros, int timeScale) {
    this.wall = wall;
    this.nanos = nanos;
    this.originMicros = originMicros;
    this.timeScale = timeScale;
    memoryEndNanos = nanos.getAsLong() + MEMORY.toNanos();
    behindSinceNanos = nanos.getAsLong();
    course = new Course(wallMicros(), nanos.getAsLong(), timeScale, 0);
  }

  /** A clock steered by this machine's. */
  public static EngineClock system(long originMicros, int timeScale) {
    return new EngineClock(InstantSource.system(), System::nanoTime, originMicros, timeScale);
  }

  /** Engine time, microseconds since 1970. */
  public long nowMicros() {
    // the course first: its anchor is then not after the nanoseconds
    Course current = course;
    return current.micros(nanos.getAsLong());
  }

  public int timeScale() {
    return timeScale;
  }

  /** How far engine time was ahead of the wall clock when it was last steered, in engine time; negative when behind. */
  public long aheadMicros() {
    return aheadMicros;
  }

  /** How far engine time is ahead of the wall clock if that was set; otherwise 0. */
  public long leadMicros() {
    return lead(nowMicros() - wallMicros());
  }

  private long lead(long ahead) {
    return ahead > nearMicros() ? ahead : 0;
  }

  /** What operators must know of the time; null when all is well. */
  public @Nullable String warning() {
    long ahead = aheadMicros;
    if (ahead > nearMicros()) {
      return "engine time is " + duration(ahead) + " ahead of the wall clock, and runs slowly until that has caught up";
    }
    return ahead < -nearMicros()
        ? "engine time is " + duration(-ahead) + " behind the wall clock, which no bridge's clock confirms"
        : null;
  }

  /** An amount of engine time as wall time, to the second, for people. */
  String duration(long micros) {
    return micros / timeScale / MILLION + " s";
  }

  /**
   * Begins or continues engine time, not before that of the state.
   *
   * @return how far it is ahead of the wall clock; 0 when that is near
   */
  synchronized long begin(long stateMicros) {
    long nowNanos = nanos.getAsLong();
    long wallMicros = wallMicros();
    aheadMicros = Math.max(0, stateMicros - wallMicros);
    course = new Course(wallMicros + aheadMicros, nowNanos, timeScale, slew(aheadMicros));
    behindSinceNanos = nowNanos;
    // the caller says so, louder
    apart = lead(aheadMicros) > 0;
    return lead(aheadMicros);
  }

  /** A bridge gave a sign of life that shows no time. */
  public void heardBridge() {
    shown.accumulate(NOT_HEARD + 1);
  }

  /** A bridge showed that its clock is at or after this time. */
  public void heardBridge(long clockMicros) {
    long ahead = clockMicros - nowMicros();
    shown.accumulate(ahead);
    if (ahead > nearMicros()) {
      // before the message is applied: its events are not of the future if the wall clock agrees
      steer();
    }
  }

  /** Steers engine time; to be called several times a second. */
  synchronized void steer() {
    long beforeNanos = nanos.getAsLong();
    long wallMicros = wallMicros();
    long nowNanos = nanos.getAsLong();
    if (nowNanos - beforeNanos > MAX_READING_NANOS) {
      return;
    }
    rememberShown(nowNanos);
    long nowMicros = course.micros(nowNanos);
    long ahead = nowMicros - wallMicros;
    if (ahead >= -nearMicros()) {
      behindSinceNanos = nowNanos;
    }
    long step = stepMicros(ahead, nowNanos);
    if (step > 0) {
      shown.reset();
      shownBefore = NOT_HEARD;
    }
    course = new Course(nowMicros + step, nowNanos, timeScale, slew(ahead + step));
    aheadMicros = ahead + step;
    logWhenApart();
  }

  private void rememberShown(long nowNanos) {
    if (nowNanos >= memoryEndNanos) {
      shownBefore = shown.getThenReset();
      memoryEndNanos = nowNanos + MEMORY.toNanos();
    }
  }

  /** How far bridges' clocks were ahead of engine time lately, at most; {@link #NOT_HEARD} when none was heard. */
  private long shownMicros() {
    return Math.max(shownBefore, shown.get());
  }

  private int slew(long ahead) {
    boolean wallSlow = shownMicros() > NOT_HEARD + 1 && shownMicros() + ahead > nearMicros();
    return ahead > nearMicros() && !wallSlow
        ? HALF_SPEED
        : Math.clamp(-ahead / (SLEWED_OVER_SECONDS * timeScale), -MAX_SLEW, MAX_SLEW);
  }

  /** How far to step forward now. */
  private long stepMicros(long ahead, long nowNanos) {
    if (ahead >= -nearMicros()) {
      return 0;
    }
    long confirmed = shownMicros();
    if (confirmed == NOT_HEARD) {
      return nowNanos - behindSinceNanos >= MEMORY.toNanos() ? -ahead : 0;
    }
    return confirmed > nearMicros() ? Math.min(-ahead, confirmed) : 0;
  }

  private void logWhenApart() {
    boolean was = apart;
    apart = Math.abs(aheadMicros) > nearMicros();
    if (apart && !was) {
      LOG.warn("The clocks differ: {}. Legs are charged by their bridges' clocks", warning());
    } else if (was && !apart) {
      LOG.info("Engine time and the wall clock agree again");
    }
  }

  private long nearMicros() {
    return TimeUnit.MICROSECONDS.convert(NEAR) * timeScale;
  }

  /** What engine time is by the wall clock. */
  public long wallMicros() {
    return originMicros + (ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant()) - originMicros) * timeScale;
  }
}
