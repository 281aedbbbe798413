package dev.tollbridge.client;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.Opened;
import io.grpc.Channel;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * <p>An event is sent at once when all before it are acknowledged. Else it is sent with others: after the next
 * acknowledgement, when they fill a message, or after 10 ms.
 *
 * <p>It connects again for ever, until it is closed or the server refuses it for good: then the listener's
 * {@code disconnected} says why, and every method that takes events throws {@link IllegalStateException}. A server that
 * dies without a word is noticed by its silence: it promises to be heard every so often, half a second by default, and
 * after four times that the client leaves the stream and opens another one, over a new transport.
 *
 * <p>Events live in memory, and also on disk when the client is given a {@link Builder#spool spool}. A bridge that lost
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
   *
   * @throws SpoolException when the spool cannot take the event, which then has no number and is not sent
   */
  public long answered(LegAnswered answered) throws InterruptedException {
    long legNumber = session.window().answered(answered, mayWait());
    connection.pump();
    return legNumber;
  }

  /**
   * Reports the end of a leg; waits like {@link #answered}. The organization may be left out: the client fills in the one
   * of the leg's answer, also of an answer that the spool kept. Only an end that is reported once more, or after a
   * rejection, has to name it.
   */
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

  /**
   * The legs that were active when an earlier life of the bridge stopped, in the order of their numbers; empty without a
   * spool. They are charged until they end: report the end of those whose calls have died.
   */
  public List<RecoveredLeg> recoveredLegs() {
    return recoveredLegs;
  }

  /** Number of the session; an earlier one's when there was a spool. */
  public long session() {
    return session.number();
  }

  /** The last number that was given to a leg; 0: none yet. */
  public long lastLegNumber() {
    return session.window().lastLegNumber();
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
    private @Nullable Path spoolDirectory;
    private SpoolLimits spoolLimits = SpoolLimits.DEFAULT;

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

    /**
     * Keeps events in a directory of the client's own until they are acknowledged, so that a bridge which starts again
     * with it loses none: the session goes on, whatever its number given here, and so does the numbering; what was not
     * acknowledged is sent again, and {@link BridgeClient#recoveredLegs} are those to look after.
     *
     * <p>An event whose number was returned survives the sudden death of the process. It survives a loss of power when
     * it has reached the disk, usually within a tenth of a second; sending does not wait for that. If the disk then
     * lacks what the server has, the client stops and says so: give it an empty directory and a higher session.
     *
     * <p>Callers wait while 512 MiB of full files wait for acknowledgements. One process at a time may use the
     * directory. Default: none, events live in memory only.
     */
    public Builder spool(Path directory) {
      spoolDirectory = directory;
      return this;
    }

    /** Other sizes than a bridge needs. */
    Builder spoolLimits(SpoolLimits limits) {
      spoolLimits = limits;
      return this;
    }

    /** In place of a thread of its own. */
    Builder loop(Loop replacement) {
      loop = replacement;
      return this;
    }

    /**
     * Checks the options and makes the client, which does nothing until started; {@linkplain BridgeClient#close close} it even if it
     * never is.
     *
     * @throws SpoolException when the spool is in use, another bridge's, corrupt or not to be read or written; the
     *     message says which, and where
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
          new ActiveLegSet(recovered), new Counters(), listener, ownLoop);
      return new BridgeClient(state, new Connection(channel, state, backoff), recovered);
    }
  }
}
