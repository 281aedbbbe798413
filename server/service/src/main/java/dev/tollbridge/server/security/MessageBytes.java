package dev.tollbridge.server.security;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Counts what calls hold in memory, for their connection: messages from their first byte until a thread handles them,
 * and responses that their peer has not read. What one call has is written by its transport's thread and read by
 * others.
 */
public final class MessageBytes extends ServerStreamTracer.Factory {
  /** What a call may send before its messages are asked for; beyond that its window is closed. */
  public static final int WINDOW = 128 * 1024;

  /** One call's. */
  static final class OfCall extends ServerStreamTracer {
    static final Context.Key<OfCall> KEY = Context.key("tollbridge-message-bytes");
    private static final long NONE = Long.MIN_VALUE;

    private final @Nullable PeerConnection connection;
    private boolean admitted;
    private boolean closed;
    /** Messages that were asked for and have not arrived; without any, a window is held. */
    private int requested;
    /** Of the message that has begun to arrive. */
    private long unfinishedBytes;
    private volatile long beginNanos = NONE;
    /** Of complete messages that wait for a thread. */
    private long waitingBytes;
    private boolean waiting;
    /** What the connection counts as unhandled. */
    private long unhandledBytes;
    /** Of responses since the transport last took all there was. */
    private long unreadBytes;
    private volatile long unreadNanos = NONE;

    /** @param connection null on a transport that does not count */
    OfCall(@Nullable PeerConnection connection) {
      this.connection = connection;
      recount();
    }

    /** That of the call that runs here; one of nobody's on a transport that does not count. */
    static OfCall current() {
      OfCall current = KEY.get();
      return current == null ? new OfCall(null) : current;
    }

    /** Whether a message began before a moment and is not complete. */
    boolean isUnfinishedSince(long nanos) {
      return isBefore(beginNanos, nanos);
    }

    @Override
    public Context filterContext(Context context) {
      return context.withValue(KEY, this);
    }

    private void recount() {
      long now = (closed || requested > 0 ? 0 : WINDOW) + unfinishedBytes + waitingBytes;
      if (connection != null && now != unhandledBytes) {
        connection.unhandled(now - unhandledBytes);
        unhandledBytes = now;
      }
    }

    /** Messages were asked for. */
    synchronized void requested(int count) {
      requested += count;
      recount();
    }

    @Override
    public void inboundMessage(int number) {
      beginNanos = System.nanoTime();
    }

    @Override
    public synchronized void inboundWireSize(long bytes) {
      if (!closed) {
        unfinishedBytes += bytes;
        recount();
      }
    }

    @Override
    public synchronized void inboundMessageRead(int number, long wireBytes, long bytes) {
      requested--;
      waiting = true;
      complete();
      recount();
    }

    private void complete() {
      beginNanos = NONE;
      waitingBytes += unfinishedBytes;
      unfinishedBytes = 0;
    }

    /** Somebody listens to the call until its end: what arrives before it may wait longer than the stream is open. */
    synchronized void admitted() {
      admitted = true;
    }

    /** Whether complete messages wait for a thread. */
    synchronized boolean isWaiting() {
      return waiting;
    }

    /** A thread has taken the messages that were complete. */
    synchronized void handled() {
      waiting = false;
      waitingBytes = 0;
      recount();
    }

    /** Nobody listens any more. */
    synchronized void ended() {
      admitted = false;
      handled();
    }

    @Override
    public synchronized void outboundWireSize(long bytes) {
      if (connection != null && !closed) {
        if (unreadBytes == 0) {
          unreadNanos = System.nanoTime();
        }
        unreadBytes += bytes;
        connection.responded(bytes);
      }
    }

    @Override
    public synchronized void streamClosed(Status status) {
      closed = true;
      complete();
      if (admitted) {
        recount();
      } else {
        handled();
      }
      taken();
    }

    /** The transport has taken the responses, but for what it buffers of each call: it is ready for more. */
    synchronized void taken() {
      if (connection != null && unreadBytes > 0) {
        connection.read(unreadBytes);
        unreadBytes = 0;
        unreadNanos = NONE;
      }
    }

    /** Whether responses have waited since before a moment, if the transport is not ready. */
    boolean isUnreadSince(long nanos) {
      return isBefore(unreadNanos, nanos);
    }

    private static boolean isBefore(long moment, long nanos) {
      return moment != NONE && moment - nanos < 0;
    }
  }

  /** On the thread of the call's transport. */
  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new OfCall(PeerConnection.ofThread());
  }
}
