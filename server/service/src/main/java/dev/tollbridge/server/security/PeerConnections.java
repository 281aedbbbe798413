package dev.tollbridge.server.security;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.RateLimitedLog;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The connections of the gRPC port. An address may have so many, and all together. <em>Strangers</em>, which have not
 * made a call that shows who they are, are fewer: for another one, the oldest of the address with most strangers is
 * closed, so that no flood keeps others out; they are closed as well when they make no call at all. When too many
 * messages wait to be handled, the connection with most of them is read no further for now, of the address with most;
 * when too many responses wait to be read, it is closed.
 */
public final class PeerConnections {
  static final int MAX_CONNECTIONS = 12_000;
  static final int MAX_OF_ADDRESS = 2_000;
  /** New ones of an address in a period: each costs a handshake. */
  static final int MAX_NEW_PER_PERIOD = 250;
  static final int MAX_STRANGERS = 1_000;
  static final long STRANGER_NANOS = TimeUnit.SECONDS.toNanos(30);
  /** How long nothing may be handled of a connection that is not read. */
  static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(2);
  /** Messages of one connection a second; more wait. */
  static final int MESSAGES_PER_SECOND = 20_000;
  static final int PERIODS_PER_SECOND = 4;
  /** What of one connection may always wait to be handled. */
  static final int FAIR_UNHANDLED_BYTES = 128 * 1024;
  static final int MESSAGES_PER_PERIOD = MESSAGES_PER_SECOND / PERIODS_PER_SECOND;

  private final RateLimitedLog log = new RateLimitedLog(LoggerFactory.getLogger(PeerConnections.class));
  private final ServerMetrics metrics;
  private final LongSupplier nanos;
  private final long maxBytes;
  private final Executor decisions;
  private final AtomicBoolean isDeciding = new AtomicBoolean();
  private final AtomicLong unhandledBytes = new AtomicLong();
  private final AtomicLong unreadBytes = new AtomicLong();
  /** Those that are read no further for now. */
  private final Set<PeerConnection> paused = new HashSet<>();
  private volatile boolean isPausing;
  /** Closed for what they did not read, by us, and not gone yet. */
  private final Set<PeerConnection> cut = new HashSet<>();
  private final Set<PeerConnection> all = ConcurrentHashMap.newKeySet();
  private final Map<InetAddress, Integer> countByAddress = new HashMap<>();
  /** Those of this period. */
  private final Map<InetAddress, Integer> newByAddress = new HashMap<>();
  private final Set<PeerConnection> strangers = new LinkedHashSet<>();
  private final Map<InetAddress, Integer> strangersByAddress = new HashMap<>();

  /**
   * @param maxBytes of all messages that wait to be handled, and of all that waits to be read by peers
   * @param decisions decides who is paused, resumed and cut: nobody who sends or receives waits for that
   */
  PeerConnections(ServerMetrics metrics, LongSupplier nanos, long maxBytes, Executor decisions) {
    this.metrics = metrics;
    this.nanos = nanos;
    this.maxBytes = maxBytes;
    this.decisions = decisions;
    metrics.addConnections(all::size, unhandledBytes::get, unreadBytes::get);
  }

  /**
   * A connection arrived.
   *
   * @param closing closes it; from any thread
   * @return null when it is refused
   */
  public @Nullable PeerConnection accept(InetAddress address, Runnable closing) {
    var connection = new PeerConnection(this, address, closing, nanos.getAsLong());
    PeerConnection surplus = null;
    synchronized (this) {
      if (newByAddress.merge(address, 1, Integer::sum) > MAX_NEW_PER_PERIOD) {
        refused(PeerLimit.CONNECTIONS, address, "was refused a connection: it opens more than "
            + MAX_NEW_PER_PERIOD * PERIODS_PER_SECOND + " a second");
        return null;
      }
      if (all.size() >= MAX_CONNECTIONS || countByAddress.getOrDefault(address, 0) >= MAX_OF_ADDRESS) {
        refused(PeerLimit.CONNECTIONS, address, "was refused a connection: too many are open");
        return null;
      }
      all.add(connection);
      strangers.add(connection);
      change(countByAddress, address, 1);
      change(strangersByAddress, address, 1);
      if (strangers.size() > MAX_STRANGERS) {
        surplus = oldestOfMost();
        forget(surplus);
      }
    }
    if (surplus != null) {
      close(surplus, PeerLimit.STRANGERS, "lost a connection without an identity: too many are open");
    }
    return connection;
  }

  private PeerConnection oldestOfMost() {
    InetAddress most = Collections.max(strangersByAddress.entrySet(), Map.Entry.comparingByValue()).getKey();
    return strangers.stream().filter(stranger -> stranger.address().equals(most)).findFirst().orElseThrow();
  }

  private static void change(Map<InetAddress, Integer> counts, InetAddress address, int by) {
    counts.merge(address, by, (before, change) -> before + change == 0 ? null : before + change);
  }

  private void forget(PeerConnection stranger) {
    if (strangers.remove(stranger)) {
      change(strangersByAddress, stranger.address(), -1);
    }
  }

  synchronized void identified(PeerConnection connection) {
    forget(connection);
  }

  synchronized void closed(PeerConnection connection) {
    forget(connection);
    cut.remove(connection);
    paused.remove(connection);
    if (all.remove(connection)) {
      change(countByAddress, connection.address(), -1);
    }
  }

  /**
   * So many more bytes of a connection wait to be handled; fewer when negative.
   *
   * @param own all of the connection's
   */
  void unhandled(PeerConnection connection, long bytes, long own) {
    long sum = unhandledBytes.addAndGet(bytes);
    boolean isTooMuch = bytes > 0 && own > FAIR_UNHANDLED_BYTES && !connection.isPaused() && sum > maxBytes;
    boolean isLittle = isPausing && sum < maxBytes / 2;
    if (isTooMuch || isLittle || (connection.isPaused() && own <= FAIR_UNHANDLED_BYTES / 2)) {
      decide();
    }
  }

  private void decide() {
    if (isDeciding.compareAndSet(false, true)) {
      decisions.execute(() -> {
        isDeciding.set(false);
        pauseOne();
        resume();
        cutSlowReaders();
      });
    }
  }

  private synchronized void pauseOne() {
    if (unhandledBytes.get() > maxBytes) {
      PeerConnection busiest = heaviest(PeerConnections::mayBePaused, PeerConnection::unhandledBytes, 0);
      if (busiest != null) {
        paused.add(busiest);
        isPausing = true;
        busiest.pause(nanos.getAsLong());
        metrics.limited(PeerLimit.UNHANDLED);
      }
    }
  }

  private static boolean mayBePaused(PeerConnection connection) {
    return !connection.isPaused() && connection.unhandledBytes() > FAIR_UNHANDLED_BYTES;
  }

  /** Those that have little left, or all when there is little of all. */
  private synchronized void resume() {
    boolean isLittle = unhandledBytes.get() < maxBytes / 2;
    paused.removeIf(connection -> {
      boolean resumes = isLittle || connection.unhandledBytes() <= FAIR_UNHANDLED_BYTES / 2;
      if (resumes) {
        connection.resume();
      }
      return resumes;
    });
    isPausing = !paused.isEmpty();
  }

  /** Those with most whose bytes nobody seems to handle, as many as would hold up the others for good. */
  private synchronized List<PeerConnection> stuck(long nowNanos) {
    List<PeerConnection> stuck = paused.stream().filter(each -> each.isStuck(nowNanos - STUCK_NANOS, nowNanos))
        .sorted(Comparator.comparingLong(PeerConnection::unhandledBytes).reversed()).toList();
    List<PeerConnection> surplus = new ArrayList<>();
    long left = stuck.stream().mapToLong(PeerConnection::unhandledBytes).sum();
    for (PeerConnection each : stuck) {
      if (left >= maxBytes / 2) {
        surplus.add(each);
        left -= each.unhandledBytes();
      }
    }
    return surplus;
  }

  /** Bytes wait to be read. */
  void responded(long bytes) {
    if (unreadBytes.addAndGet(bytes) > maxBytes) {
      decide();
    }
  }

  /** So much was read, or will not be read any more. */
  void read(long bytes) {
    unreadBytes.addAndGet(-bytes);
  }

  private void cutSlowReaders() {
    for (PeerConnection slow = slowestReader(); slow != null; slow = slowestReader()) {
      close(slow, PeerLimit.SLOW_READERS, "lost a connection: it did not read its responses");
    }
  }

  /** The next to be cut; null when what others have not read is little enough. */
  private synchronized @Nullable PeerConnection slowestReader() {
    PeerConnection slowest = heaviest(each -> !cut.contains(each), PeerConnection::unreadBytes, maxBytes);
    if (slowest != null) {
      cut.add(slowest);
    }
    return slowest;
  }

  /** Of some, who has most, of the address with most; null when they have no more together than some bytes. */
  private @Nullable PeerConnection heaviest(Predicate<PeerConnection> which, ToLongFunction<PeerConnection> bytes,
      long enough) {
    Map<InetAddress, Long> byAddress = new HashMap<>();
    List<PeerConnection> some = all.stream().filter(which).toList();
    some.forEach(each -> byAddress.merge(each.address(), bytes.applyAsLong(each), Long::sum));
    if (byAddress.values().stream().mapToLong(Long::longValue).sum() <= enough) {
      return null;
    }
    InetAddress most = Collections.max(byAddress.entrySet(), Map.Entry.comparingByValue()).getKey();
    return some.stream().filter(each -> each.address().equals(most)).max(Comparator.comparingLong(bytes))
        .orElseThrow();
  }

  /** A connection has used up its messages for now. */
  void slowed() {
    metrics.limited(PeerLimit.MESSAGES);
  }

  /** A connection has used up its bytes for now. */
  public void paused() {
    metrics.limited(PeerLimit.BYTES);
  }

  /** A period begins. */
  void check() {
    all.forEach(PeerConnection::refill);
    decide();
    synchronized (this) {
      newByAddress.clear();
    }
    for (PeerConnection stuck : stuck(nanos.getAsLong())) {
      close(stuck, PeerLimit.UNHANDLED, "lost a connection: it had sent much that no call asked for");
    }
    for (PeerConnection stranger : silentStrangers(nanos.getAsLong() - STRANGER_NANOS)) {
      close(stranger, PeerLimit.STRANGERS, "lost a connection on which nobody made a call");
    }
  }

  private synchronized List<PeerConnection> silentStrangers(long sinceNanos) {
    List<PeerConnection> silent = strangers.stream().filter(stranger -> stranger.hasWaitedSince(sinceNanos)).toList();
    silent.forEach(this::forget);
    return silent;
  }

  private void close(PeerConnection connection, PeerLimit limit, String what) {
    refused(limit, connection.address(), what);
    connection.close();
  }

  private void refused(PeerLimit limit, InetAddress address, String what) {
    metrics.limited(limit);
    log.warn(() -> address.getHostAddress() + " " + what);
  }

  synchronized int strangerCount() {
    return strangers.size();
  }
}
