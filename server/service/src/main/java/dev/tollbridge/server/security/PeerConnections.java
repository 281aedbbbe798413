package dev.tollbridge.server.security;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.RateLimitedLog;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The connections of the gRPC port. An address may have so many, and all together. <em>Strangers</em>, which have not
 * made a call that shows who they are, are fewer: for another one, the oldest of the address with most strangers is
 * closed, so that no flood keeps others out; they are closed as well when they make no call at all. When too many
 * responses wait to be read, the connection with most of them is closed, of the address with most.
 */
public final class PeerConnections {
  static final int MAX_CONNECTIONS = 12_000;
  static final int MAX_OF_ADDRESS = 2_000;
  static final int MAX_STRANGERS = 1_000;
  static final long STRANGER_NANOS = TimeUnit.SECONDS.toNanos(30);
  /** Messages of one connection a second; more wait. */
  static final int MESSAGES_PER_SECOND = 20_000;
  static final int PERIODS_PER_SECOND = 4;
  static final int MESSAGES_PER_PERIOD = MESSAGES_PER_SECOND / PERIODS_PER_SECOND;

  private final RateLimitedLog log = new RateLimitedLog(LoggerFactory.getLogger(PeerConnections.class));
  private final ServerMetrics metrics;
  private final LongSupplier nanos;
  private final long maxUnreadBytes;
  private final AtomicLong unreadBytes = new AtomicLong();
  /** Closed for what they did not read, by us, and not gone yet. */
  private final Set<PeerConnection> cut = new HashSet<>();
  private final Set<PeerConnection> all = ConcurrentHashMap.newKeySet();
  private final Map<InetAddress, Integer> countByAddress = new HashMap<>();
  private final Set<PeerConnection> strangers = new LinkedHashSet<>();
  private final Map<InetAddress, Integer> strangersByAddress = new HashMap<>();

  /** @param maxUnreadBytes of all that waits to be read by peers */
  PeerConnections(ServerMetrics metrics, LongSupplier nanos, long maxUnreadBytes) {
    this.metrics = metrics;
    this.nanos = nanos;
    this.maxUnreadBytes = maxUnreadBytes;
    metrics.addConnections(all::size);
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
      refused(PeerLimit.STRANGERS, surplus.address(), "lost a connection without an identity: too many are open");
      surplus.close();
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
    if (all.remove(connection)) {
      change(countByAddress, connection.address(), -1);
    }
  }

  /** Bytes wait to be read. */
  void responded(long bytes) {
    if (unreadBytes.addAndGet(bytes) > maxUnreadBytes) {
      cutSlowReaders();
    }
  }

  /** So much was read, or will not be read any more. */
  void read(long bytes) {
    unreadBytes.addAndGet(-bytes);
  }

  private void cutSlowReaders() {
    for (PeerConnection slow = slowestReader(); slow != null; slow = slowestReader()) {
      refused(PeerLimit.SLOW_READERS, slow.address(), "lost a connection: it did not read its responses");
      slow.close();
    }
  }

  /** The next to be cut; null when what others have not read is little enough. */
  private synchronized @Nullable PeerConnection slowestReader() {
    Map<InetAddress, Long> bytesByAddress = new HashMap<>();
    List<PeerConnection> readers = all.stream().filter(each -> !cut.contains(each)).toList();
    readers.forEach(each -> bytesByAddress.merge(each.address(), each.unreadBytes(), Long::sum));
    if (bytesByAddress.values().stream().mapToLong(Long::longValue).sum() <= maxUnreadBytes) {
      return null;
    }
    InetAddress most = Collections.max(bytesByAddress.entrySet(), Map.Entry.comparingByValue()).getKey();
    PeerConnection slowest = readers.stream().filter(each -> each.address().equals(most))
        .max(Comparator.comparingLong(PeerConnection::unreadBytes)).orElseThrow();
    cut.add(slowest);
    return slowest;
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
    for (PeerConnection stranger : silentStrangers(nanos.getAsLong() - STRANGER_NANOS)) {
      refused(PeerLimit.STRANGERS, stranger.address(), "lost a connection on which nobody made a call");
      stranger.close();
    }
  }

  private synchronized List<PeerConnection> silentStrangers(long sinceNanos) {
    List<PeerConnection> silent = strangers.stream().filter(stranger -> stranger.hasWaitedSince(sinceNanos)).toList();
    silent.forEach(this::forget);
    return silent;
  }

  private void refused(PeerLimit limit, InetAddress address, String what) {
    metrics.limited(limit);
    log.warn(() -> address.getHostAddress() + " " + what);
  }

  synchronized int strangerCount() {
    return strangers.size();
  }
}
