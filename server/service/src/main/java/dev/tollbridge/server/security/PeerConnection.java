package dev.tollbridge.server.security;

import io.grpc.Attributes;
import java.net.InetAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a peer: whether it has shown who it is, how many messages it may still send now, what of them waits
 * to be handled, and what it has not read.
 */
public final class PeerConnection {
  /** On the calls of a connection. */
  public static final Attributes.Key<PeerConnection> KEY = Attributes.Key.create("tollbridge-connection");

  private final PeerConnections all;
  private final InetAddress address;
  private final Runnable closing;
  private final AtomicInteger messagesLeft = new AtomicInteger(PeerConnections.MESSAGES_PER_PERIOD);
  private final AtomicLong unhandledBytes = new AtomicLong();
  private final AtomicLong unreadBytes = new AtomicLong();
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean paused;
  private volatile long pausedNanos;
  /** For the check of those that are paused. */
  private long notedNanos;
  private long notedBytes;
  private volatile boolean known;
  private volatile boolean carriesStream;
  private volatile long lastCallNanos;

  PeerConnection(PeerConnections all, InetAddress address, Runnable closing, long nowNanos) {
    this.all = all;
    this.address = address;
    this.closing = closing;
    this.lastCallNanos = nowNanos;
  }

  /** That of a call; null on a transport without connections. */
  public static @Nullable PeerConnection of(Attributes call) {
    return call.get(KEY);
  }

  InetAddress address() {
    return address;
  }

  /** A call that needs no identity. */
  void called(long nowNanos) {
    lastCallNanos = nowNanos;
  }

  /** A call of somebody who may make it. */
  void identified() {
    if (!known) {
      known = true;
      all.identified(this);
    }
  }

  /** A second message arrived on a call: its first one was accepted. */
  void continued() {
    if (!carriesStream) {
      carriesStream = true;
    }
  }

  /** Whether a stream was accepted on it. */
  public boolean carriesStream() {
    return carriesStream;
  }

  boolean hasWaitedSince(long nanos) {
    return lastCallNanos - nanos < 0;
  }

  void close() {
    closing.run();
  }

  /** The peer has closed it, or we. */
  public void closed() {
    all.closed(this);
  }

  /** So many more bytes wait to be handled; fewer when negative. */
  public void unhandled(long bytes) {
    all.unhandled(this, bytes, unhandledBytes.addAndGet(bytes));
  }

  long unhandledBytes() {
    return unhandledBytes.get();
  }

  /** It should be read no further for now. */
  void pause(long nowNanos) {
    pausedNanos = nowNanos;
    note(nowNanos);
    paused = true;
  }

  private void note(long nowNanos) {
    notedNanos = nowNanos;
    notedBytes = unhandledBytes();
  }

  void resume() {
    paused = false;
  }

  /** Whether it should be read no further for now. */
  public boolean isPaused() {
    return paused;
  }

  boolean isPausedSince(long nanos) {
    return paused && pausedNanos - nanos < 0;
  }

  /** Whether nothing of it was handled since before a moment, as far as asked while it is not read. */
  boolean isStuck(long sinceNanos, long nowNanos) {
    if (unhandledBytes() < notedBytes) {
      note(nowNanos);
    }
    return notedNanos - sinceNanos < 0;
  }

  /** Bytes wait for the peer to read them. */
  public void responded(long bytes) {
    unreadBytes.addAndGet(bytes);
    all.responded(bytes);
  }

  /** The peer has read so much, or will not read it any more. */
  public void read(long bytes) {
    unreadBytes.addAndGet(-bytes);
    all.read(bytes);
  }

  /** What waits for the peer to read it. */
  public long unreadBytes() {
    return unreadBytes.get();
  }

  /** A message was received. */
  void received() {
    messagesLeft.decrementAndGet();
  }

  /** Asks for messages: now, or in the next period when those of this one are used up. */
  void request(Runnable request) {
    if (messagesLeft.get() > 0) {
      request.run();
    } else {
      all.slowed();
      waiting.add(request);
    }
  }

  /** A period begins. */
  void refill() {
    messagesLeft.set(PeerConnections.MESSAGES_PER_PERIOD);
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }
}
