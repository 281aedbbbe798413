package dev.tollbridge.simulator.load;

import dev.tollbridge.client.SpoolException;
import dev.tollbridge.simulator.load.FaultCounts.Kind;
import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.scenario.Faults;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.LegAudit;
import dev.tollbridge.simulator.verify.RunIdentity;
import java.time.Duration;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and ends the legs of one bridge at their intended instants, on a thread of its own. The load is open: a leg
 * that cannot be started on time is started late, and its latency counts from the intended instant.
 */
final class LegDriver implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LegDriver.class);
  private static final String HUNG_UP = "hung up";
  private static final String DISCONNECTED = "disconnected on request";
  private static final Duration NATURAL_ENDS_WITHIN = Duration.ofSeconds(10);
  private static final long STOP_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * What every driver of a run shares.
   *
   * @param clock the server's
   * @param beginNanos monotonic time of the load's start
   */
  record Run(RunIdentity identity, ServerClock clock, long beginNanos, BooleanSupplier stopped) {

    /** Whether the load is over: no more legs start, and those still active are ended. */
    boolean isOver(long nowNanos) {
      return stopped.getAsBoolean() || nowNanos > overNanos() + NATURAL_ENDS_WITHIN.toNanos();
    }

    /** Monotonic time after which no more legs start. */
    long overNanos() {
      return beginNanos + identity.scenario().duration().toNanos();
    }
  }

  private final Run run;
  private final ServerClock clock;
  private final LiveBridge bridge;
  private final LoadStatistics statistics;
  private final FaultCounts faultCounts;
  private final Iterator<PlannedLeg> plan;
  private final Crashes crashes;
  private final PriorityQueue<Due> due = new PriorityQueue<>();

  LegDriver(Run run, LiveBridge bridge, LoadStatistics statistics, FaultCounts faultCounts, Iterator<PlannedLeg> plan) {
    Scenario scenario = run.identity().scenario();
    this.run = run;
    this.bridge = bridge;
    this.statistics = statistics;
    this.faultCounts = faultCounts;
    this.plan = plan;
    this.clock = run.clock().ahead(scenario.faults().skewMicros(scenario.seed(), bridge.number()));
    this.crashes = new Crashes(scenario, bridge.number(), run.beginNanos(), run.overNanos());
  }

  @Override
  public void run() {
    try {
      startLegs();
      endLegs();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException | SpoolException clientStopped) {
      LOG.error("{} gave up: {}", bridge.audit().bridgeId(), clientStopped.getMessage());
    }
  }

  private void startLegs() throws InterruptedException {
    while (plan.hasNext()) {
      PlannedLeg leg = plan.next();
      long dueNanos = run.beginNanos() + leg.startNanos();
      workUntil(dueNanos);
      if (run.stopped().getAsBoolean()) {
        return;
      }
      start(leg, dueNanos);
    }
  }

  private void start(PlannedLeg planned, long intendedNanos) throws InterruptedException {
    Scenario scenario = run.identity().scenario();
    Faults.Delays delays = scenario.faults().delays(scenario.seed(), planned.number());
    long answerMicros = clock.micros(intendedNanos);
    Start start = new Start(clock.nanos(answerMicros + delays.answerMicros()), planned, answerMicros,
        delays.endMicros());
    if (delays.answerMicros() > 0) {
      faultCounts.add(Kind.LATE);
      due.add(start);
    } else {
      answer(start, intendedNanos);
    }
  }

  /**
   * Lets legs last for their hold until the load's duration is over, and slightly longer if that is enough for all of
   * them; then ends the remaining ones.
   */
  private void endLegs() throws InterruptedException {
    long lastNanos = due.stream().mapToLong(Due::nanos).max().orElse(run.beginNanos());
    boolean allInTime = lastNanos <= Math.max(run.overNanos(), System.nanoTime()) + NATURAL_ENDS_WITHIN.toNanos();
    workUntil(allInTime ? lastNanos : run.overNanos());
    endAll(System.nanoTime());
  }

  private void endAll(long nowNanos) throws InterruptedException {
    long nowMicros = clock.micros(nowNanos);
    for (Due next = due.poll(); next != null; next = due.poll()) {
      switch (next) {
        case Start start -> answer(start, Math.min(nowNanos, start.nanos));
        case End end when end.micros <= nowMicros -> end(end.leg, Math.min(nowNanos, end.nanos), end.micros, HUNG_UP);
        case End end -> ended(bridge.cutOff(end.leg, nowNanos, nowMicros));
      }
    }
  }

  /** Performs due actions and hangs up legs as requested, until an instant or a stop. */
  private void workUntil(long untilNanos) throws InterruptedException {
    while (!run.stopped().getAsBoolean()) {
      long nowNanos = System.nanoTime();
      if (crashes.isDue(nowNanos)) {
        crash();
      }
      doDue(Math.min(nowNanos, untilNanos));
      if (nowNanos >= untilNanos) {
        return;
      }
      Long legNumber = bridge.disconnects().poll(Math.min(STOP_CHECK_NANOS, restNanos(nowNanos, untilNanos)),
          TimeUnit.NANOSECONDS);
      if (legNumber != null) {
        hangUp(legNumber);
      }
    }
  }

  private long restNanos(long nowNanos, long untilNanos) {
    Due next = due.peek();
    return (next == null ? untilNanos : Math.min(untilNanos, next.nanos())) - nowNanos;
  }

  private void doDue(long nowNanos) throws InterruptedException {
    for (Due next = due.peek(); next != null && next.nanos() <= nowNanos; next = due.peek()) {
      due.remove();
      switch (next) {
        case Start start -> answer(start, start.nanos);
        case End end -> end(end.leg, end.nanos, end.micros, HUNG_UP);
      }
    }
  }

  private void hangUp(long legNumber) throws InterruptedException {
    LegAudit leg = bridge.audit().openLeg(legNumber);
    long nowNanos = System.nanoTime();
    statistics.legDisconnected();
    if (leg != null) {
      Scenario scenario = run.identity().scenario();
      long nowMicros = clock.micros(nowNanos);
      boolean overstays = scenario.faults().overstays(scenario.seed(), leg.leg().planned().number());
      end(leg, nowNanos, overstays ? nowMicros : leg.hungUpMicros(nowMicros), DISCONNECTED);
    }
  }

  private void answer(Start start, long intendedNanos) throws InterruptedException {
    long nowNanos = System.nanoTime();
    statistics.legStarted(start.planned.callType(), run.beginNanos() + start.planned.startNanos(),
        nowNanos - intendedNanos);
    bridge.pace().started(intendedNanos, nowNanos);
    LegAudit leg = bridge.answer(start.planned, intendedNanos, start.answerMicros);
    if (start.endDelayMicros > 0) {
      faultCounts.add(Kind.LATE);
    }
    long endMicros = start.answerMicros + start.planned.holdMicros();
    due.add(new End(clock.nanos(endMicros + start.endDelayMicros), leg, endMicros));
  }

  private void end(LegAudit leg, long intendedNanos, long endMicros, String cause) throws InterruptedException {
    ended(bridge.end(leg, intendedNanos, endMicros, cause));
  }

  private void ended(boolean now) {
    if (now) {
      statistics.legEnded();
    }
  }

  /** The bridge crashes and restarts after a while; calls continue meanwhile, and some of them end. */
  private void crash() throws InterruptedException {
    faultCounts.add(Kind.CRASHED);
    long beforeNanos = System.nanoTime();
    bridge.crash();
    LockSupport.parkNanos(Crashes.DOWNTIME_NANOS);
    if (bridge.isResumed()) {
      bridge.resume();
    } else {
      missEnds(clock.micros(System.nanoTime()));
      bridge.restart(run.clock());
    }
    long nowNanos = System.nanoTime();
    bridge.pace().excuse(nowNanos - beforeNanos);
    crashes.happened(nowNanos);
  }

  /** These legs ended while the bridge was down: its next list of active legs lacks them. */
  private void missEnds(long nowMicros) {
    for (Due next : due) {
      if (next instanceof End end && end.micros <= nowMicros && end.leg.ending(end.micros, HUNG_UP)) {
        statistics.legEnded();
      }
    }
  }

  /** An action due at an instant. */
  private sealed interface Due extends Comparable<Due> {
    long nanos();

    @Override
    default int compareTo(Due other) {
      return Long.compare(nanos(), other.nanos());
    }
  }

  /** An answer that is reported late. */
  private record Start(long nanos, PlannedLeg planned, long answerMicros, long endDelayMicros) implements Due {}

  /** An end to report, with its time by the bridge's clock. */
  private record End(long nanos, LegAudit leg, long micros) implements Due {}
}
