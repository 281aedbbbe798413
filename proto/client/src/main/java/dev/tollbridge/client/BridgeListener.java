package dev.tollbridge.client;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CreditWarning;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Reconciled;
import dev.tollbridge.v1.Rejection;
import io.grpc.Status;
import java.time.Duration;

/**
 * What a bridge receives from the server; called one at a time, in order, by the client's own thread.
 *
 * <p>Methods must return quickly: nothing is sent or received meanwhile. They may report events; where other callers
 * would wait for room, these get an {@link IllegalStateException}, since only this thread can receive the
 * acknowledgements that make room. A method that throws breaks the stream; the client reconnects, and the server
 * repeats totals, closings and requests to disconnect, but neither rejections, notices nor warnings.
 */
public interface BridgeListener {

  /** The stream is open; {@code reconnected} after the first time. */
  default void opened(Opened opened, boolean reconnected) {}

  /** Every event up to {@code sequence} is on the server's disk. */
  default void acknowledged(long sequence) {}

  /**
   * An event had no effect: its leg is not charged, or not closed. Logged by default, as an error, at most 20 a second:
   * somebody has to correct the bridge or the server's set-up.
   */
  default void rejected(Rejection rejection) {
    EventLog.INSTANCE.rejected(rejection);
  }

  /** An event was applied, and people should know something about it. Logged by default, at most 20 a second. */
  default void notice(Notice notice) {
    EventLog.INSTANCE.notice(notice);
  }

  /** A leg was charged. */
  default void charged(Charge charge) {}

  /** Totals of an active leg, after a reconnect. */
  default void legStatus(LegStatus status) {}

  /** An organization's credit needs attention. */
  default void creditWarning(CreditWarning warning) {}

  /** The bridge must hang up a leg and report its end; repeated until the end is reported. */
  default void disconnectRequested(DisconnectLeg request) {}

  /**
   * A leg was closed. Acknowledged to the server after this returns, so store the record first. May be called again for
   * the same leg after a reconnect.
   */
  default void closed(long legNumber, CallRecord record) {}

  /** The server has compared the complete list of active legs. */
  default void reconciled(Reconciled reconciled) {}

  /** The server is going away; the client continues, and reconnects when the stream ends. */
  default void draining() {}

  /**
   * The stream ended, or could not be opened. The client retries after {@code retryIn}; when that is zero, it has
   * stopped for the reason given.
   */
  default void disconnected(Status status, Duration retryIn) {}
}
