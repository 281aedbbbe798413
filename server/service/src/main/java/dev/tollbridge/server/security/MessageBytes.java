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
  /** One call's. */
  static final class OfCall extends ServerStreamTracer {
    static final Context.Key<OfCall> KEY = Context.key("tollbridge-message-bytes");
    private static final long NONE = Long.MIN_VALUE;
    /** What each part of a message counts at least. */
    static final int MIN_PART_BYTES = 4 * 1024;

    private @Nullable PeerConnection connection;
    private boolean admitted;
    private boolean closed;
    /** Of the message that has begun to arrive. */
    private long unfinishedBytes;
    private volatile long beginNanos = NONE;
    /** Of complete messages that wait for a thread. */
    private long waitingBytes;
    private boolean waiting;
    /** Of responses since the transport last took all there was. */
    private long unreadBytes;
    private volatile long unreadNanos = NONE;

    /** That of the call that runs here; one of nobody's on a transport that does not count. */
    static OfCall current() {
      OfCall current = KEY.get();
      return current == null ? new OfCall() : current;
    }

    /** Whether a message began before a moment and is not complete. */
    boolean isUnfinishedSince(long nanos) {
      return isBefore(beginNanos, nanos);
    }

    @Override
    public Context filterContext(Context context) {
      return context.withValue(KEY, this);
    }

    /** Before any message is asked for. */
    @Override
    public synchronized void serverCallStarted(ServerCallInfo<?, ?> call) {
      connection = PeerConnection.of(call.getAttributes());
    }

    @Override
    public void inboundMessage(int number) {
      beginNanos = System.nanoTime();
    }

    @Override
    public synchronized void inboundWireSize(long bytes) {
      if (connection != null && !closed) {
        // a small part keeps the buffer that it was read into
        long kept = Math.max(bytes, MIN_PART_BYTES);
        unfinishedBytes += kept;
        connection.unhandled(kept);
      }
    }

    @Override
    public synchronized void inboundMessageRead(int number, long wireBytes, long bytes) {
      waiting = true;
      complete();
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

    /** A thread has read the messages that were complete, which are still kept. */
    synchronized void parsed() {
      waiting = false;
    }

    /** Nothing is kept any more of the messages that were complete. */
    synchronized void handled() {
      waiting = false;
      if (connection != null) {
        connection.unhandled(-waitingBytes);
        waitingBytes = 0;
      }
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
      if (!admitted) {
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

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new OfCall();
  }
}
