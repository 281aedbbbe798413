package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.load.FaultCounts.Kind;
import dev.tollbridge.v1.StreamLegsRequest;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream over a faulty line. After a lost or reordered message the numbering has a gap, so the server must end the
 * stream. The bridge, which numbered its events correctly, sees only a broken line.
 */
final class FaultyCall<ReqT, RespT> extends SimpleForwardingClientCall<ReqT, RespT> {
  /** The server notices a gap only by a later message; if there is none within this time, the line breaks by itself. */
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final FaultyLine line;
  private @Nullable ReqT heldBack;
  private boolean gap;
  private volatile boolean cut;

  FaultyCall(ClientCall<ReqT, RespT> call, FaultyLine line) {
    super(call);
    this.line = line;
  }

  @Override
  public void start(Listener<RespT> listener, Metadata headers) {
    super.start(new BrokenLine(listener), headers);
    if (!line.faults().drop().isZero()) {
      schedule(line.nextDropNanos(), () -> {
        if (!cut) {
          line.count(Kind.DROPPED);
          cut("cut on purpose");
        }
      });
    }
  }

  private void schedule(long delayNanos, Runnable work) {
    var _ = line.timer().schedule(work, delayNanos, TimeUnit.NANOSECONDS);
  }

  /** Cuts the stream. Any thread. */
  void cut(String why) {
    cut = true;
    cancel(why, null);
  }

  @Override
  public void sendMessage(ReqT message) {
    if (cut) {
      return;
    }
    if (!(message instanceof StreamLegsRequest request) || !request.hasEvents()) {
      sendOther(message);
    } else if (heldBack != null) {
      ReqT earlier = heldBack;
      heldBack = null;
      super.sendMessage(message);
      super.sendMessage(earlier);
    } else {
      sendEvents(message);
    }
  }

  @Override
  public void halfClose() {
    if (!cut) {
      super.halfClose();
    }
  }

  /** After a gap, a message without events cuts the stream: it would refer to events that the server never received. */
  private void sendOther(ReqT message) {
    if (gap) {
      cut("broken after a gap");
    } else {
      super.sendMessage(message);
    }
  }

  private void sendEvents(ReqT message) {
    if (line.happens(line.faults().missing())) {
      line.count(Kind.LOST);
      openGap();
    } else if (line.happens(line.faults().reorder())) {
      line.count(Kind.REORDERED);
      heldBack = message;
      openGap();
    } else {
      super.sendMessage(message);
      if (line.happens(line.faults().duplicate())) {
        line.count(Kind.DUPLICATED);
        super.sendMessage(message);
      }
    }
  }

  private void openGap() {
    gap = true;
    schedule(GAP_NANOS, () -> cut("broken after a gap"));
  }

  /** Reports a broken line to the bridge where the line caused the failure. */
  private final class BrokenLine extends SimpleForwardingClientCallListener<RespT> {
    BrokenLine(Listener<RespT> listener) {
      super(listener);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      boolean gapRefused = gap && status.getCode() == Status.Code.OUT_OF_RANGE;
      if (gapRefused) {
        line.count(Kind.GAPS_REFUSED);
      }
      boolean broken = gapRefused || (cut && status.getCode() == Status.Code.CANCELLED);
      cut = true;
      super.onClose(broken ? Status.UNAVAILABLE.withDescription("the line broke on purpose") : status, trailers);
    }
  }
}
