package dev.tollbridge.simulator.replay;

import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.usage.UsageReport;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import io.grpc.Channel;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Plays the calls of a report as legs of one bridge: the first is answered now, the others as much later as in the
 * report, at the chosen speed. There is no memory of earlier replays: playing a report again charges it again. Used
 * once.
 */
public final class LiveReplay {
  private static final Duration OPENING = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  /** Nanoseconds of a microsecond. */
  private static final int NANO_DECIMALS = 3;
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final LiveOptions options;
  private final Channel channel;
  private final PrintStream out;
  private final PrintStream err;
  private final LiveTotals legs = new LiveTotals();
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::dueMicros));
  private final Set<Long> running = new HashSet<>();
  private volatile boolean stopped;

  public LiveReplay(LiveOptions options, Channel channel, PrintStream out, PrintStream err) {
    this.options = options;
    this.channel = channel;
    this.out = out;
    this.err = err;
  }

  private record End(long legNumber, long dueMicros) {}

  /** Stops answering legs and ends the active ones; the summary is still printed. */
  public void stop() {
    stopped = true;
  }

  /**
   * Plays the report; returns whether every leg was rated, at speed 1 with the report's charge, and no row was
   * rejected.
   */
  public boolean run() throws IOException, InterruptedException, ServerGone {
    CallEncoder encoder = new CallEncoder(options.organizations(), CallShift.NONE, options.refuseMasked());
    try (UsageReport report = UsageReport.open(options.file(), options.dates());
        RejectedRows rejects = RejectedRows.open(options.rejects(), report.headerText(), false, err);
        BridgeClient client = BridgeClient.builder(channel, "replay", System.currentTimeMillis(), legs).build()) {
      client.start();
      var _ = client.awaitOpened(OPENING);
      play(client, new LivePlan(report, encoder, rejects, legs));
      awaitClosings(client);
      report.notes().forEach(out::println);
    } catch (TimeoutException _) {
      throw ServerGone.orRefusal(legs.lost().asException());
    }
    return print();
  }

  private void play(BridgeClient client, LivePlan plan) throws IOException, InterruptedException {
    ServerClock clock = legs.clock();
    long beginMicros = nowMicros(clock);
    LivePlan.Leg first = plan.peek();
    Instant origin = first == null ? Instant.EPOCH : first.row().call().answer();
    for (LivePlan.Leg leg = first; !stopped && (leg != null || !ends.isEmpty()); leg = plan.peek()) {
      hangUp(client, clock);
      End end = nextEnd();
      long startMicros = leg == null ? Long.MAX_VALUE : beginMicros + afterMicros(origin, leg.row().call().answer());
      if (end != null && end.dueMicros <= startMicros) {
        if (isDue(end.dueMicros, clock)) {
          ends.remove();
          end(client, end.legNumber, end.dueMicros);
        }
      } else if (leg != null && isDue(startMicros, clock)) {
        plan.remove();
        answer(client, leg, startMicros, beginMicros + afterMicros(origin, leg.row().call().end()));
      }
    }
    for (End left = ends.poll(); left != null; left = ends.poll()) {
      end(client, left.legNumber, nowMicros(clock));
    }
  }

  /** The end that is due next, skipping legs that were hung up earlier. */
  private @Nullable End nextEnd() {
    while (!ends.isEmpty() && !running.contains(ends.peek().legNumber)) {
      ends.remove();
    }
    return ends.peek();
  }

  /** Whether an instant has passed; sleeps briefly if not. */
  private static boolean isDue(long dueMicros, ServerClock clock) {
    long nanos = clock.nanos(dueMicros) - System.nanoTime();
    if (nanos > 0) {
      LockSupport.parkNanos(Math.min(nanos, NAP_NANOS));
    }
    return nanos <= 0;
  }

  private static long nowMicros(ServerClock clock) {
    return clock.micros(System.nanoTime());
  }

  /**
   * Engine time from the first answer to a time of the report. Always rounded in the same direction, so that whole
   * seconds between two times stay whole.
   */
  private long afterMicros(Instant origin, Instant reported) {
    return BigDecimal.valueOf(Duration.between(origin, reported).toNanos(), NANO_DECIMALS)
        .divide(options.speed(), 0, RoundingMode.FLOOR).longValueExact();
  }

  private void answer(BridgeClient client, LivePlan.Leg leg, long startMicros, long endMicros)
      throws InterruptedException {
    CompletedCall call = leg.call();
    long legNumber = client.lastLegNumber() + 1;
    legs.started(legNumber, new LiveTotals.Played(leg.row().line(), leg.row().call()));
    long given = client.answered(LegAnswered.newBuilder().setLegId(call.getUsageId())
        .setConferenceId(call.getConferenceId()).setOrganizationId(call.getOrganizationId())
        .setOrganizerId(call.getOrganizerId()).setDirection(call.getDirection())
        .setServiceNumber(call.getServiceNumber()).setRemoteNumber(call.getRemoteNumber())
        .setAnswerTime(EngineTime.timestamp(startMicros)).build());
    if (given != legNumber) {
      throw new IllegalStateException("leg " + given + " instead of " + legNumber);
    }
    running.add(given);
    ends.add(new End(given, endMicros));
  }

  private void hangUp(BridgeClient client, ServerClock clock) throws InterruptedException {
    for (Long legNumber = legs.disconnects().poll(); legNumber != null; legNumber = legs.disconnects().poll()) {
      end(client, legNumber, nowMicros(clock));
    }
  }

  private void end(BridgeClient client, long legNumber, long whenMicros) throws InterruptedException {
    if (running.remove(legNumber)) {
      client.ended(legNumber, LegEnded.newBuilder().setEndTime(EngineTime.timestamp(whenMicros)).build());
    }
  }

  private void awaitClosings(BridgeClient client) throws InterruptedException {
    long untilNanos = System.nanoTime() + PATIENCE.toNanos();
    int open = legs.open();
    while ((open > 0 || client.statistics().unacknowledged() > 0) && System.nanoTime() - untilNanos < 0) {
      LockSupport.parkNanos(NAP_NANOS);
      if (legs.open() != open) {
        open = legs.open();
        untilNanos = System.nanoTime() + PATIENCE.toNanos();
      }
    }
  }

  private boolean print() {
    Totals totals = legs.totals();
    boolean realTime = options.speed().compareTo(BigDecimal.ONE) == 0;
    boolean right = totals.rejected() + legs.hungUp() + legs.open() == 0 && (!realTime || totals.different() == 0);
    out.println("legs rated " + totals.rated() + ", free " + totals.free() + ", denied or hung up " + legs.hungUp()
        + ", rows rejected " + totals.rejected() + ", not closed " + legs.open());
    if (totals.aside() > 0) {
      out.println("rows of other products " + totals.aside() + " " + totals.otherProducts());
    }
    totals.ratedSums().forEach((currency, sum) -> out.println("charged " + sum.toPlainString() + " " + currency));
    if (realTime) {
      out.println("charges that differ from the report " + totals.different());
    }
    out.println("replay: live, " + (stopped ? "stopped" : "all rows") + ": rated=" + totals.rated() + " denied="
        + legs.hungUp() + " rejected=" + totals.rejected() + " open=" + legs.open());
    out.flush();
    return right;
  }
}
