package dev.tollbridge.client;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.Opened;
import io.grpc.Channel;
import io.grpc.Status;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A bridge's end of the leg stream: numbers events, sends them in batches, sends them again after a reconnect, and
 * keeps the list of active legs. Thread-safe.
 *
 * <p>It connects again for ever, until it is closed or the server refuses it for good: then the listener's
 * {@code disconnected} says why, and every method that takes events throws {@link IllegalStateException}. Events live
 * in memory only: a bridge that lost them opens a session with a higher number. A peer that dies without a word is
 * noticed by the channel, so give it a keep-alive time.
 */
public final class BridgeClient implements AutoCloseable {

  private final Session session;
  private final Connection connection;
  private final AtomicBoolean started = new AtomicBoolean();

  private BridgeClient(Session session, Connection connection) {
    this.session = session;
    this.connection = connection;
  }

  /**
   * Begins a client. The channel stays the caller's.
   *
   * @param session 1 or more; higher than ever before when the bridge has lost its state
   */
  public static Builder builder(Channel channel, String bridgeId, long session, BridgeListener listener) {
    return new Builder(channel, bridgeId, session, listener);
  }

  /** Connects in the background, and again whenever the stream ends; call once. */
  public void start() {
    if (started.getAndSet(true)) {
      throw new IllegalStateException("started already");
    }
    connection.start();
  }

  /** Waits until the server has answered for the first time, and returns that answer. */
  public Opened awaitOpened(Duration timeout) throws InterruptedException, TimeoutException {
    try {
      return connection.firstOpened().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException stopped) {
      throw new ClientStopped(Status.fromThrowable(stopped));
    }
  }

  /**
   * Reports that a leg was answered, and returns the number that it has from now on. Waits while as many events as may
   * be are unacknowledged; may be called before the stream is open.
   */
  public long answered(LegAnswered answered) throws InterruptedException {
    long legNumber = session.window().answered(answered, mayWait());
    connection.pump();
    return legNumber;
  }

  /** Reports the end of a leg; waits like {@link #answered}. */
  public void ended(long legNumber, LegEnded ended) throws InterruptedException {
    session.window().ended(legNumber, ended, mayWait());
    connection.pump();
  }

  private boolean mayWait() {
    return !session.loop().isCurrent();
  }

  /** Waits until all events numbered so far are on the server's disk; false when the time is over first. */
  public boolean awaitAcknowledged(Duration timeout) throws InterruptedException {
    return session.window().awaitAcknowledged(timeout);
  }

  /** Counts so far. */
  public ClientStatistics statistics() {
    Counters counters = session.counters();
    return new ClientStatistics(counters.eventsSent.sum(), counters.eventsResent.sum(),
        session.window().acknowledged(), session.window().unacknowledged(), counters.reconnects.sum(),
        session.activeLegs().size(), counters.batchesSent.sum());
  }

  /**
   * Takes no more events, sends what can be sent at once and ends the stream, for which the server has a few seconds.
   * Waits for that, and does not wait for acknowledgements: see {@link #awaitAcknowledged}.
   */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The options of a client. */
  public static final class Builder {

    private final Channel channel;
    private final String bridgeId;
    private final long session;
    private final BridgeListener listener;
    private int maxUnacknowledgedEvents = 10_000;
    private Duration firstBackoff = Duration.ofMillis(100);
    private Duration maxBackoff = Duration.ofSeconds(5);
    private RandomGenerator random = RandomGenerator.getDefault();
    private @Nullable Loop loop;

    private Builder(Channel channel, String bridgeId, long session, BridgeListener listener) {
      this.channel = Objects.requireNonNull(channel, "channel");
      this.bridgeId = bridgeId;
      this.session = session;
      this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Events kept until the server has them on disk, 1 or more; past it callers wait. Default 10,000. */
    public Builder maxUnacknowledgedEvents(int events) {
      maxUnacknowledgedEvents = events;
      return this;
    }

    /** Longest wait before the second attempt to connect, and before any; each is drawn below. Default 100 ms, 5 s. */
    public Builder backoff(Duration first, Duration max) {
      firstBackoff = first;
      maxBackoff = max;
      return this;
    }

    /** Source of the backoff's jitter; used by one thread. */
    public Builder random(RandomGenerator generator) {
      random = generator;
      return this;
    }

    /** In place of a thread of its own. */
    Builder loop(Loop replacement) {
      loop = replacement;
      return this;
    }

    /** Checks the options and makes the client, which does nothing until started. */
    public BridgeClient build() {
      Backoff backoff = new Backoff(firstBackoff, maxBackoff, random);
      EventWindow window = new EventWindow(maxUnacknowledgedEvents);
      Loop ownLoop = loop == null ? new ThreadLoop("tollbridge-" + bridgeId) : loop;
      Session state = new Session(bridgeId, session, window, new ActiveLegSet(), new Counters(), listener, ownLoop);
      return new BridgeClient(state, new Connection(channel, state, backoff));
    }
  }
}
