package dev.tollbridge.client;

import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.LegRatingServiceGrpc.LegRatingServiceStub;
import dev.tollbridge.v1.Opened;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One stream after another, until closed or stopped permanently. Its state belongs to the loop. */
final class Connection {

  /** Failures that retrying cannot fix; ABORTED: another stream of the same bridge replaced this one. */
  private static final Set<Status.Code> PERMANENT = EnumSet.of(
      Status.Code.INVALID_ARGUMENT, Status.Code.FAILED_PRECONDITION, Status.Code.OUT_OF_RANGE, Status.Code.ABORTED,
      Status.Code.UNIMPLEMENTED, Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED, Status.Code.DATA_LOSS);
  private static final Status CLOSED = Status.CANCELLED.withDescription("closed by the bridge");
  /** Longest wait of an event for others to join it. */
  static final Duration GATHER_TIME = Duration.ofMillis(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  /** Longer than the stream's timeout, so that close also waits for a cancelled call to end. */
  private static final long CLOSE_WAIT_SECONDS = CLOSE_TIMEOUT.toSeconds() + 1;

  private final Channel channel;
  private final LegRatingServiceStub stub;
  private final Session session;
  private final Backoff backoff;
  private final CompletableFuture<Opened> firstOpened = new CompletableFuture<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  /** Whether the loop will look for new events without another request. */
  private final AtomicBoolean pumpDue = new AtomicBoolean();
  private boolean gathering;
  private long lastStreamNumber;
  private @Nullable Stream stream;
  private @Nullable Status stopping;

  Connection(Channel channel, Session session, Backoff backoff) {
    this.channel = channel;
    this.stub = LegRatingServiceGrpc.newStub(channel).withExecutor(session.loop());
    this.session = session;
    this.backoff = backoff;
  }

  /** Connects soon. Any thread. */
  void start() {
    session.loop().execute(this::connect);
  }

  private void connect() {
    if (stopping != null) {
      return;
    }
    // A channel's own backoff grows to two minutes, during which every call would fail immediately.
    if (channel instanceof ManagedChannel managed) {
      managed.resetConnectBackoff();
    }
    stream = new Stream(session, this, firstOpened.isDone());
    stream.start(stub);
  }

  /**
   * A number for the next stream, greater than that of every earlier one, also of earlier runs of the bridge: the wall
   * clock, unless that was set back.
   */
  long nextStreamNumber() {
    lastStreamNumber = Math.max(lastStreamNumber + 1, System.currentTimeMillis());
    return lastStreamNumber;
  }

  /** Has the next stream opened over a new transport: this one may be dead, undetected. */
  void renewTransport() {
    if (channel instanceof ManagedChannel managed) {
      managed.enterIdle();
    }
  }

  /** Has new events sent soon. Any thread. */
  void pump() {
    if (pumpDue.compareAndSet(false, true)) {
      session.loop().execute(this::pumpNow);
    }
  }

  private void pumpNow() {
    attend();
    if (stream != null) {
      stream.pump();
    }
  }

  /** Called before looking for new events: later ones need another look. */
  void attend() {
    pumpDue.set(false);
  }

  /** New events gather for a while; callers that add to them need not wake the loop. */
  void gather() {
    pumpDue.set(true);
    if (!gathering) {
      gathering = true;
      session.loop().schedule(this::endGathering, GATHER_TIME);
    }
  }

  private void endGathering() {
    gathering = false;
    attend();
    if (stream != null) {
      stream.pumpAll();
    }
  }

  void opened(Opened opened) {
    backoff.reset();
    if (!firstOpened.complete(opened)) {
      session.counters().reconnects.increment();
    }
  }

  /** The stream has ended, from either side. */
  void ended(Status status) {
    stream = null;
    if (stopping != null) {
      finish(stopping);
    } else if (PERMANENT.contains(status.getCode())) {
      finish(status);
    } else {
      Duration retryIn = backoff.next();
      session.loop().schedule(this::connect, retryIn);
      session.listener().disconnected(status, retryIn);
    }
  }

  /** Ends the stream and never connects again. */
  void stop(Status status) {
    if (stopping == null) {
      stopping = status;
    }
    if (stream == null) {
      finish(stopping);
    } else {
      stream.fail(stopping);
    }
  }

  private void finish(Status status) {
    stopping = status;
    session.window().stop(status);
    firstOpened.completeExceptionally(status.asException());
    try {
      if (!status.equals(CLOSED)) {
        session.listener().disconnected(status, Duration.ZERO);
      }
    } finally {
      session.loop().close();
      closeWindow(status);
    }
  }

  private void closeWindow(Status status) {
    try {
      session.window().close(status);
    } finally {
      finished.countDown();
    }
  }

  /** Any thread; waits a bounded time for the stream to end, and not at all when a listener calls it. */
  void close() throws InterruptedException {
    session.window().stop(CLOSED);
    session.loop().execute(this::closeStream);
    if (!session.loop().isCurrent()) {
      finished.await(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void closeStream() {
    if (stopping != null) {
      return;
    }
    if (stream == null) {
      stop(CLOSED);
      return;
    }
    stopping = CLOSED;
    stream.halfClose();
    session.loop().schedule(() -> stop(CLOSED), CLOSE_TIMEOUT);
  }

  CompletableFuture<Opened> firstOpened() {
    return firstOpened;
  }
}
