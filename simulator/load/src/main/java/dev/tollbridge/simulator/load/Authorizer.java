package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.report.Metric;
import dev.tollbridge.simulator.report.ResponseKind;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.v1.AuthorizeLegRequest;
import dev.tollbridge.v1.AuthorizeLegResponse;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Authorizes dial-outs shortly before they start, on a thread of its own. The load is open here too: no call waits for
 * the response to another, the leg starts whatever the response is, and latency counts from the intended instant.
 */
final class Authorizer {
  private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long STOP_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long DEADLINE_SECONDS = 20;
  /** Most outstanding calls; beyond that, a call is counted as not sent. */
  private static final int MAX_OUTSTANDING = 100_000;
  private static final int PERCENT = 100;

  private final LegDriver.Run run;
  private final Channel channel;
  private final LoadStatistics statistics;
  private final int percent;
  private final Semaphore free = new Semaphore(MAX_OUTSTANDING);
  private final Thread thread;
  private long dialOuts;

  /**
   * Starts the thread.
   *
   * @param percent share of the dial-outs that are authorized, spread evenly
   */
  Authorizer(LegDriver.Run run, Plan plan, Channel channel, LoadStatistics statistics, int percent) {
    this.run = run;
    this.channel = channel;
    this.statistics = statistics;
    this.percent = percent;
    this.thread = Thread.ofPlatform().daemon().name("authorizer").start(() -> plan.forEach(this::leg));
  }

  private void leg(PlannedLeg leg) {
    long intendedNanos = run.beginNanos() + leg.startNanos() - LEAD_NANOS;
    if (leg.isDialOut() && isChosen() && await(intendedNanos)) {
      ask(leg, intendedNanos);
    }
  }

  private boolean isChosen() {
    dialOuts++;
    return dialOuts * percent / PERCENT != (dialOuts - 1) * percent / PERCENT;
  }

  /** Waits until an instant; false if the run was stopped first. */
  private boolean await(long untilNanos) {
    long leftNanos = untilNanos - System.nanoTime();
    while (leftNanos > 0 && !run.stopped().getAsBoolean()) {
      LockSupport.parkNanos(Math.min(leftNanos, STOP_CHECK_NANOS));
      leftNanos = untilNanos - System.nanoTime();
    }
    return !run.stopped().getAsBoolean();
  }

  private void ask(PlannedLeg leg, long intendedNanos) {
    if (!free.tryAcquire()) {
      statistics.count(ResponseKind.AUTHORIZATION, "not sent, " + MAX_OUTSTANDING + " wait");
      return;
    }
    AuthorizeLegRequest request = AuthorizeLegRequest.newBuilder()
        .setOrganizationId(run.identity().organizationId(leg)).setOrganizerId(leg.organizerId())
        .setDirection(Direction.DIRECTION_DIAL_OUT).setServiceNumber(leg.service().text())
        .setRemoteNumber(leg.remote().written()).build();
    // A call that fails immediately while the server is away would count as a fast one, so it waits for the server.
    LegRatingServiceGrpc.newStub(channel).withWaitForReady()
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).authorizeLeg(request, new Answer(intendedNanos));
  }

  /** Waits for the outstanding responses; each arrives or fails within its deadline. */
  void awaitAnswers() throws InterruptedException {
    thread.join();
    free.acquire(MAX_OUTSTANDING);
  }

  private final class Answer implements StreamObserver<AuthorizeLegResponse> {
    private final long intendedNanos;
    private String outcome = "no answer";

    Answer(long intendedNanos) {
      this.intendedNanos = intendedNanos;
    }

    @Override
    public void onNext(AuthorizeLegResponse response) {
      outcome = response.getDenial() == DenialReason.DENIAL_REASON_UNSPECIFIED
          ? "allowed"
          : response.getDenial().name();
    }

    @Override
    public void onError(Throwable failure) {
      outcome = Status.fromThrowable(failure).getCode().name();
      onCompleted();
    }

    @Override
    public void onCompleted() {
      statistics.latency(Metric.AUTHORIZE).record(System.nanoTime() - intendedNanos);
      statistics.count(ResponseKind.AUTHORIZATION, outcome);
      free.release();
    }
  }
}
