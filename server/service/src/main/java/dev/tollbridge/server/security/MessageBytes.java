package dev.tollbridge.server.security;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The messages that calls have begun to send: their parts are held in memory until they are complete. What one call has
 * is written by its transport's thread and read by others.
 */
public final class InboundMessages extends ServerStreamTracer.Factory {
  private final AtomicLong unfinishedBytes = new AtomicLong();

  /** One call's. */
  static final class OfCall extends ServerStreamTracer {
    static final Context.Key<OfCall> KEY = Context.key("tollbridge-inbound");
    private static final long NONE = Long.MIN_VALUE;

    private final AtomicLong all;
    private long ownBytes;
    private boolean closed;
    private volatile long beginNanos = NONE;

    private OfCall(AtomicLong all) {
      this.all = all;
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
    public void inboundMessage(int number) {
      beginNanos = System.nanoTime();
    }

    @Override
    public synchronized void inboundWireSize(long bytes) {
      if (!closed) {
        ownBytes += bytes;
        all.addAndGet(bytes);
      }
    }

    @Override
    public void inboundMessageRead(int number, long wireBytes, long bytes) {
      release();
    }

    @Override
    public synchronized void streamClosed(Status status) {
      closed = true;
      release();
    }

    private synchronized void release() {
      beginNanos = NONE;
      all.addAndGet(-ownBytes);
      ownBytes = 0;
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
