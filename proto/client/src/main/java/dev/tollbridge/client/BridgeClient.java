package dev.tollbridge.client;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.Opened;
import io.grpc.Channel;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A bridge's end of the leg stream: numbers events, sends them in batches, resends them after a reconnect, and keeps
 * the list of active legs. Thread-safe.
 *
 * <p>An event is sent immediately when all before it are acknowledged. Otherwise it is sent with others: after the next
 * acknowledgement, when they fill a message, or after 10 ms.
 *
 * <p>It reconnects until it is closed or the server refuses it permanently: then the listener's {@code disconnected} is
 * called with the reason, and every method that takes events throws {@link IllegalStateException}. A server that dies
 * silently is noticed: it promises a message at an interval, half a second by default, and after four silent intervals
 * the client abandons the stream and opens another one, over a new transport.
 *
 * <p>Events are kept in memory, and also on disk when the client has a {@link Builder#spool spool}. A bridge that lost
 * them opens a session with a higher number.
 */
public final class BridgeClient implements AutoCloseable {

  private final Session session;
  private final Connection connection;
  private final List<RecoveredLeg> recoveredLegs;
  private final AtomicBoolean started = new AtomicBoolean();

  private BridgeClient(Session session, Connection connection, RecoveredState recovered) {
    this.session = session;
    this.connection = connection;
    this.recoveredLegs = recovered.activeLegs().stream()
        .map(leg -> new RecoveredLeg(leg.getLegNumber(), leg.getAnswered())).toList();
  }

  /**
   * Starts building a client. The caller keeps ownership of the channel.
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

  /** Waits for the server's first answer, and returns it. */
  public Opened awaitOpened(Duration timeout) throws InterruptedException, TimeoutException {
    try {
      return connection.firstOpened().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException stopped) {
      throw new ClientStopped(Status.fromThrowable(stopped));
    }
  }

  /**
   * Reports that a leg was answered, and returns its new number. Waits while the maximum number of events is
   * unacknowledged; may be called before the stream is open.
   *
   * @throws SpoolException when the spool cannot take the event, which then has no number and is not sent
   */
  public long answered(LegAnswered answered) throws InterruptedException {
    long legNumber = session.window().answered(answered, mayWait());
    connection.pump();
    return legNumber;
  }

  /**
   * Reports the end of a leg; waits like {@link #answered}. The organization may be omitted: the client fills in that
   * of the leg's answer, even from an earlier run's spool. Only an end reported again, or after a rejection, must name
   * it.
   */
  public void ended(long legNumber, LegEnded ended) throws InterruptedException {
    session.window().ended(legNumber, ended, mayWait());
    connection.pump();
  }

  private boolean mayWait() {
    return !session.loop().isCurrent();
  }

  /** Waits until all events numbered so far are on the server's disk; false on timeout. */
  public boolean awaitAcknowledged(Duration timeout) throws InterruptedException {
    return session.window().awaitAcknowledged(timeout);
  }

  /**
   * The legs that were active when an earlier run of the bridge stopped, in the order of their numbers; empty without a
   * spool. They are charged until they end: report the end of those whose calls are gone.
   */
  public List<RecoveredLeg> recoveredLegs() {
    return recoveredLegs;
  }

  /** Number of the session; the earlier run's when there was a spool. */
  public long session() {
    return session.number();
  }

  /** The last number given to a leg; 0: none yet. */
  public long lastLegNumber() {
    return session.window().lastLegNumber();
  }

  /** Counts so far. */
  public ClientStatistics statistics() {
    Counters counters = session.counters();
    return new ClientStatistics(counters.eventsSent.sum(), counters.eventsResent.sum(),
        session.window().acknowledged(), session.window().unacknowledged(), counters.reconnects.sum(),
        session.activeLegs().size(), counters.batchesSent.sum(),
        counters.rejections.sum(), counters.notices.sum());
  }

  /**
   * Takes no more events, sends what can be sent immediately and ends the stream, for which the server has a few
   * seconds. Waits for that, but not for acknowledgements: see {@link #awaitAcknowledged}.
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
    private InstantSource clock = InstantSource.system();
    private @Nullable Loop loop;
    private @Nullable Path spoolDirectory;
    private SpoolLimits spoolLimits = SpoolLimits.DEFAULT;

    private Builder(Channel channel, String bridgeId, long session, BridgeListener listener) {
      this.channel = Objects.requireNonNull(channel, "channel");
      this.bridgeId = bridgeId;
      this.session = session;
      this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Events kept until the server has them on disk, 1 or more; beyond this callers wait. Default 10,000. */
    public Builder maxUnacknowledgedEvents(int events) {
      maxUnacknowledgedEvents = events;
      return this;
    }

    /** Longest wait before the second attempt to connect, and before any; waits are random. Default 100 ms, 5 s. */
    public Builder backoff(Duration first, Duration max) {
      firstBackoff = first;
      maxBackoff = max;
      return this;
    }

    /**
     * The clock that answer and end times are read from, if it is not that of this machine. The server is sent its time
     * about once a second: the minutes of the bridge's legs then begin by it, even if it is slow. Used by one thread.
     */
    public Builder clock(InstantSource source) {
      clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /** Source of the backoff's jitter; used by one thread. */
    public Builder random(RandomGenerator generator) {
      random = generator;
      return this;
    }

    /**
     * Keeps events in a directory of the client's own until they are acknowledged, so that a bridge that restarts with
     * it loses none: the session and its numbering continue, regardless of the session number given here; events not
     * acknowledged are sent again, and {@link BridgeClient#recoveredLegs} returns the legs to look after.
     *
     * <p>An event whose number was returned survives the sudden death of the process. It survives a power failure once
     * it has reached the disk, usually within a tenth of a second; sending does not wait for that. If the disk then
     * lacks events that the server has, the client stops and gives that reason: use an empty directory and a higher
     * session.
     *
     * <p>Callers wait while 512 MiB of full files await acknowledgement. Only one process at a time can use the
     * directory. Default: none, events are kept in memory only.
     */
    public Builder spool(Path directory) {
      spoolDirectory = directory;
      return this;
    }

    /** Sizes other than the defaults. */
    Builder spoolLimits(SpoolLimits limits) {
      spoolLimits = limits;
      return this;
    }

    /** Replaces the client's own thread. */
    Builder loop(Loop replacement) {
      loop = replacement;
      return this;
    }

    /**
     * Checks the options and makes the client, which does nothing until started; {@linkplain BridgeClient#close close}
     * it even if it was never started.
     *
     * @throws SpoolException when the spool is in use, another bridge's, corrupt or not readable and writable; the
     *     message gives the reason and the place
     */
    public BridgeClient build() {
      Session.check(bridgeId, session);
      Backoff backoff = new Backoff(firstBackoff, maxBackoff, random);
      EventJournal journal = journal();
      try {
        return client(journal, backoff);
      } catch (RuntimeException e) {
        journal.close();
        throw e;
      }
    }

    private EventJournal journal() {
      return spoolDirectory == null
          ? new MemoryJournal(session)
          : Spool.open(spoolDirectory, bridgeId, session, spoolLimits);
    }

    private BridgeClient client(EventJournal journal, Backoff backoff) {
      RecoveredState recovered = journal.recovered();
      EventWindow window = new EventWindow(maxUnacknowledgedEvents, journal);
      Loop ownLoop = loop == null ? new ThreadLoop("tollbridge-" + bridgeId) : loop;
      Session state = new Session(bridgeId, recovered.session(), recovered.resumed(), window,
          new ActiveLegSet(recovered), new Counters(), listener, clock, ownLoop);
      return new BridgeClient(state, new Connection(channel, state, backoff), recovered);
    }
  }
}
