package dev.tollbridge.simulator.load;

import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.verify.BridgeAudit;
import dev.tollbridge.simulator.verify.LegAudit;
import dev.tollbridge.simulator.verify.LegOnBridge;
import dev.tollbridge.simulator.verify.RunIdentity;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One bridge of a run through all its lives. Used by its driver; other threads only read the client's counts. */
final class LiveBridge {
  private static final String LOAD_OVER = "load over";
  private static final int MAX_UNACKNOWLEDGED = 10_000;
  /** A call of the client that takes longer than this was waiting for room. */
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final int number;
  private final RunIdentity identity;
  private final BridgeAudit audit;
  private final Acknowledgements acknowledgements;
  private final BlockingQueue<Long> disconnects = new LinkedBlockingQueue<>();
  private final Lives lives;
  private final SchedulePace pace = new SchedulePace();
  private long session;
  private long legNumbers;
  private long sequences;
  private volatile Life life;

  /** Makes the lives of a bridge. */
  interface Lives {
    /** A client that is not started yet. */
    Life begin(LiveBridge bridge, long session, int maxUnacknowledgedEvents);

    /** Whether a life continues where the previous one stopped. */
    boolean areResumed();
  }

  /**
   * One life of a bridge, from its start to a crash.
   *
   * @param crash cuts it off from the server immediately
   */
  record Life(BridgeClient client, Runnable crash) {}

  LiveBridge(int number, RunIdentity identity, BridgeAudit audit, Acknowledgements acknowledgements, Lives lives) {
    this.number = number;
    this.identity = identity;
    this.audit = audit;
    this.acknowledgements = acknowledgements;
    this.lives = lives;
    this.session = identity.runNumber();
    this.life = lives.begin(this, session, MAX_UNACKNOWLEDGED);
  }

  /** How well its driver keeps the schedule. */
  SchedulePace pace() {
    return pace;
  }

  int number() {
    return number;
  }

  BridgeAudit audit() {
    return audit;
  }

  Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  /** Numbers of legs that the server asked to hang up. */
  BlockingQueue<Long> disconnects() {
    return disconnects;
  }

  BridgeClient client() {
    return life.client();
  }

  /** Reports the answer of a leg. */
  LegAudit answer(PlannedLeg planned, long intendedNanos, long answerMicros) throws InterruptedException {
    LegAudit leg = audit.answering(new LegOnBridge(identity, planned, number, ++legNumbers, intendedNanos,
        answerMicros), session);
    report(leg, intendedNanos);
    return leg;
  }

  /**
   * A charge may arrive before the call returns, so the numbers are computed beforehand, in the same way as the
   * client's.
   */
  private void report(LegAudit leg, long intendedNanos) throws InterruptedException {
    leg.answeredBy(++sequences);
    acknowledgements.await(sequences, intendedNanos, true);
    long beforeNanos = System.nanoTime();
    long legNumber = client().answered(message(leg.leg()));
    excuseWait(beforeNanos);
    if (legNumber != leg.legNumber()) {
      throw new IllegalStateException("leg " + leg.legNumber() + " was numbered " + legNumber);
    }
  }

  private static LegAnswered message(LegOnBridge leg) {
    PlannedLeg planned = leg.planned();
    return LegAnswered.newBuilder().setLegId(leg.legId()).setConferenceId(leg.identity().conferenceId(planned))
        .setOrganizationId(leg.organizationId()).setOrganizerId(planned.organizerId())
        .setDirection(planned.isDialOut() ? Direction.DIRECTION_DIAL_OUT : Direction.DIRECTION_DIAL_IN)
        .setServiceNumber(planned.service().text()).setRemoteNumber(planned.remote().written())
        .setAnswerTime(EngineTime.timestamp(leg.answerMicros())).build();
  }

  /** Reports the end of a leg unless it is already over; returns whether it was reported. */
  boolean end(LegAudit leg, long intendedNanos, long endMicros, String cause) throws InterruptedException {
    return end(leg, intendedNanos, endMicros, cause, true);
  }

  /**
   * As {@link #end}, for a leg that would last longer: these ends form a burst that no plan asked for, so the latency
   * of their acknowledgements is not measured.
   */
  boolean cutOff(LegAudit leg, long nowNanos, long nowMicros) throws InterruptedException {
    return end(leg, nowNanos, nowMicros, LOAD_OVER, false);
  }

  private boolean end(LegAudit leg, long intendedNanos, long endMicros, String cause, boolean measured)
      throws InterruptedException {
    if (audit.openLeg(leg.legNumber()) != leg || !leg.ending(endMicros, cause)) {
      return false;
    }
    leg.endedBy(++sequences);
    acknowledgements.await(sequences, intendedNanos, measured);
    long beforeNanos = System.nanoTime();
    client().ended(leg.legNumber(), LegEnded.newBuilder().setOrganizationId(leg.leg().organizationId())
        .setEndTime(EngineTime.timestamp(leg.endMicros())).setCause(cause).build());
    excuseWait(beforeNanos);
    return true;
  }

  /** Excuses the time that a client with a nearly full window waited for the server's acknowledgements. */
  private void excuseWait(long beforeNanos) {
    long tookNanos = System.nanoTime() - beforeNanos;
    if (tookNanos > WAIT_NANOS && client().statistics().unacknowledged() > MAX_UNACKNOWLEDGED / 2) {
      pace.excuse(tookNanos);
    }
  }

  /** Cuts the bridge off from the server; events not yet sent remain only in its spool, if it has one. */
  void crash() {
    life.crash().run();
    client().close();
    disconnects.clear();
  }

  boolean isResumed() {
    return lives.areResumed();
  }

  /** Starts again with the spool of the previous life. */
  void resume() {
    audit.interrupted();
    life = lives.begin(this, session, MAX_UNACKNOWLEDGED);
    client().start();
  }

  /**
   * Starts again without any state: active legs are reported in a newer session, all of them before its list of active
   * legs can be due.
   */
  void restart(ServerClock server) throws InterruptedException {
    List<LegAudit> running = audit.crashed(client().statistics().acknowledgedSequence(),
        server.micros(acknowledgements.heardNanos()));
    acknowledgements.forget();
    session++;
    legNumbers = 0;
    sequences = 0;
    life = lives.begin(this, session, running.size() + MAX_UNACKNOWLEDGED);
    long nowNanos = System.nanoTime();
    for (LegAudit leg : running) {
      audit.answeringAgain(leg, session, ++legNumbers);
      report(leg, nowNanos);
    }
    client().start();
  }
}
