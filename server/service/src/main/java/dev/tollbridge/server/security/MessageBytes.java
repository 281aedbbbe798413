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
    /** Of a call with one response; streams send no more than their peer reads. */
    private @Nullable PeerConnection connection;
    private long unreadBytes;

    private OfCall(AtomicLong allUnfinishedBytes) {
      this.allUnfinishedBytes = allUnfinishedBytes;
    }

    /** Whether a message began before a moment and is not complete. */
    boolean isUnfinishedSince(long nanos) {
      long begin = beginNanos;
      return begin != NONE && begin - nanos < 0;
    }

    @Override
    public Context filterContext(Context context) {
      return context.withValue(KEY, this);
    }

    @Override
    public synchronized void serverCallStarted(ServerCallInfo<?, ?> call) {
      if (call.getMethodDescriptor().getType().serverSendsOneMessage()) {
        connection = PeerConnection.of(call.getAttributes());
      }
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
        unreadBytes += bytes;
        connection.responded(bytes);
      }
    }

    @Override
    public synchronized void streamClosed(Status status) {
      closed = true;
      finish();
      if (connection != null) {
        connection.read(unreadBytes);
      }
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
