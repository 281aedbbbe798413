package dev.tollbridge.simulator.load;

import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.client.SpoolException;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.verify.BridgeAudit;
import dev.tollbridge.simulator.verify.EngineTime;
import dev.tollbridge.simulator.verify.LegAudit;
import dev.tollbridge.simulator.verify.LegOnBridge;
import dev.tollbridge.simulator.verify.RunIdentity;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import java.time.Duration;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and ends the legs of one bridge at their intended instants, on a thread of its own. The load is open: a leg
 * that cannot be started in time is started late, and its latency counts from the intended instant.
 */
final class LegDriver implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LegDriver.class);
  private static final String HUNG_UP = "hung up";
  private static final String DISCONNECTED = "disconnected on request";
  private static final String LOAD_OVER = "load over";
  private static final Duration NATURAL_ENDS_WITHIN = Duration.ofSeconds(10);
  private static final long STOP_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * What every driver of a run shares.
   *
   * @param beginNanos monotonic time of the load's start
   */
  record Run(RunIdentity identity, EngineClock clock, long beginNanos, BooleanSupplier stopped) {

    /** Whether no more legs are started and all should have ended by themselves. */
    boolean isOver(long nowNanos) {
      Duration longest = identity.scenario().duration().plus(NATURAL_ENDS_WITHIN);
      return stopped.getAsBoolean() || nowNanos - beginNanos > longest.toNanos();
    }
  }

  /** One bridge's parts. */
  record Bridge(int number, BridgeClient client, BridgeAudit audit, Acknowledgements acknowledgements,
      BlockingQueue<Long> disconnects) {}

  private final Run run;
  private final Bridge bridge;
  private final LoadStatistics statistics;
  private final Iterator<PlannedLeg> plan;
  private final PriorityQueue<DueEnd> ends = new PriorityQueue<>();
  private long legNumbers;
  private long sequences;

  LegDriver(Run run, Bridge bridge, LoadStatistics statistics, Iterator<PlannedLeg> plan) {
    this.run = run;
    this.bridge = bridge;
    this.statistics = statistics;
    this.plan = plan;
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
    for (PlannedLeg leg = next(); leg != null; leg = next()) {
      long dueNanos = run.beginNanos() + leg.startNanos();
      workUntil(dueNanos);
      if (run.stopped().getAsBoolean()) {
        return;
      }
      answer(leg, dueNanos);
    }
  }

  /** The bridge's next leg; a conference stays on one bridge. */
  private @Nullable PlannedLeg next() {
    while (plan.hasNext()) {
      PlannedLeg leg = plan.next();
      if (leg.conference() % run.identity().scenario().bridges() == bridge.number()) {
        return leg;
      }
    }
    return null;
  }

  /**
   * Lets legs come to their hold until the load's duration is over, and a moment longer if that is enough for all of
   * them; then ends the others.
   */
  private void endLegs() throws InterruptedException {
    long overNanos = run.beginNanos() + run.identity().scenario().duration().toNanos();
    long lastNanos = ends.stream().mapToLong(DueEnd::nanos).max().orElse(run.beginNanos());
    boolean allInTime = lastNanos <= Math.max(overNanos, System.nanoTime()) + NATURAL_ENDS_WITHIN.toNanos();
    workUntil(allInTime ? lastNanos : overNanos);
    endAll(System.nanoTime());
  }

  private void endAll(long nowNanos) throws InterruptedException {
    for (DueEnd due = ends.poll(); due != null; due = ends.poll()) {
      if (due.nanos() <= nowNanos) {
        end(due.legNumber(), due.nanos(), due.micros(), HUNG_UP);
      } else {
        end(due.legNumber(), nowNanos, run.clock().micros(nowNanos), LOAD_OVER);
      }
    }
  }

  /** Ends legs as they fall due and hangs up where asked to, until an instant or a stop. */
  private void workUntil(long untilNanos) throws InterruptedException {
    while (!run.stopped().getAsBoolean()) {
      long nowNanos = System.nanoTime();
      endDue(Math.min(nowNanos, untilNanos));
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
    DueEnd due = ends.peek();
    return (due == null ? untilNanos : Math.min(untilNanos, due.nanos())) - nowNanos;
  }

  private void endDue(long nowNanos) throws InterruptedException {
    for (DueEnd due = ends.peek(); due != null && due.nanos() <= nowNanos; due = ends.peek()) {
      ends.remove();
      end(due.legNumber(), due.nanos(), due.micros(), HUNG_UP);
    }
  }

  private void hangUp(long legNumber) throws InterruptedException {
    long nowNanos = System.nanoTime();
    statistics.legDisconnected();
    end(legNumber, nowNanos, run.clock().micros(nowNanos), DISCONNECTED);
  }

  private void answer(PlannedLeg planned, long intendedNanos) throws InterruptedException {
    statistics.legStarted(planned.callType(), System.nanoTime() - intendedNanos);
    long answerMicros = run.clock().micros(intendedNanos);
    LegOnBridge leg = new LegOnBridge(run.identity(), planned, bridge.number(), ++legNumbers, intendedNanos,
        answerMicros);
    // The charge may come before the call returns, so the number is reckoned ahead; the client counts the same way.
    bridge.audit().answering(leg);
    bridge.acknowledgements().await(++sequences, intendedNanos);
    long legNumber = bridge.client().answered(message(leg));
    if (legNumber != leg.legNumber()) {
      throw new IllegalStateException("leg " + leg.legNumber() + " was numbered " + legNumber);
    }
    long endMicros = answerMicros + planned.holdMicros();
    ends.add(new DueEnd(run.clock().nanos(endMicros), legNumber, endMicros));
  }

  private static LegAnswered message(LegOnBridge leg) {
    PlannedLeg planned = leg.planned();
    return LegAnswered.newBuilder().setLegId(leg.legId()).setConferenceId(leg.identity().conferenceId(planned))
        .setOrganizationId(leg.organizationId()).setOrganizerId(planned.organizerId())
        .setDirection(planned.isDialOut() ? Direction.DIRECTION_DIAL_OUT : Direction.DIRECTION_DIAL_IN)
        .setServiceNumber(planned.service().text()).setRemoteNumber(planned.remote().text())
        .setAnswerTime(EngineTime.timestamp(leg.answerMicros())).build();
  }

  private void end(long legNumber, long intendedNanos, long endMicros, String cause) throws InterruptedException {
    LegAudit audit = bridge.audit().openLeg(legNumber);
    if (audit == null || !audit.ending(endMicros, cause)) {
      return;
    }
    statistics.legEnded();
    bridge.acknowledgements().await(++sequences, intendedNanos);
    bridge.client().ended(legNumber, LegEnded.newBuilder().setEndTime(EngineTime.timestamp(audit.endMicros()))
        .setCause(cause).build());
  }

  /** When a leg's hold is over: in monotonic wall time, and in engine time. */
  private record DueEnd(long nanos, long legNumber, long micros) implements Comparable<DueEnd> {
    @Override
    public int compareTo(DueEnd other) {
      return Long.compare(nanos, other.nanos);
    }
  }
}
