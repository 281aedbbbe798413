package dev.tollbridge.server.security;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What calls hold in memory: the parts of messages that have begun to arrive, and responses that their peer has not
 * read. What one call has is written by its transport's thread and read by others.
 */
public final class MessageBytes extends ServerStreamTracer.Factory {
  private final AtomicLong unfinishedBytes = new AtomicLong();

  /** One call's. */
  static final class OfCall extends ServerStreamTracer {
    static final Context.Key<OfCall> KEY = Context.key("tollbridge-message-bytes");
    private static final long NONE = Long.MIN_VALUE;

    private final AtomicLong allUnfinishedBytes;
    private long unfinishedBytes;
    private boolean closed;
    private volatile long beginNanos = NONE;
    private @Nullable PeerConnection connection;
    /** Of responses since the transport last took all there was. */
    private long unreadBytes;
    private volatile long unreadNanos = NONE;

    private OfCall(AtomicLong allUnfinishedBytes) {
      this.allUnfinishedBytes = allUnfinishedBytes;
    }

    /** Whether a message began before a moment and is not complete. */
    boolean isUnfinishedSince(long nanos) {
      return isBefore(beginNanos, nanos);
    }

    @Override
    public Context filterContext(Context context) {
      return context.withValue(KEY, this);
    }

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
      if (!closed) {
        unfinishedBytes += bytes;
        allUnfinishedBytes.addAndGet(bytes);
      }
    }

    @Override
    public void inboundMessageRead(int number, long wireBytes, long bytes) {
      finish();
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
      finish();
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

    private synchronized void finish() {
      beginNanos = NONE;
      allUnfinishedBytes.addAndGet(-unfinishedBytes);
      unfinishedBytes = 0;
    }
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new OfCall(unfinishedBytes);
  }

  long unfinishedBytes() {
    return unfinishedBytes.get();
  }
}
