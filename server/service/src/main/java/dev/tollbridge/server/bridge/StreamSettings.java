package dev.tollbridge.server.bridge;

import dev.tollbridge.v1.Limits;
import java.util.concurrent.TimeUnit;

/**
 * How streams are served.
 *
 * @param leaseMicros the lease that bridges are sent, in engine time
 * @param aliveIntervalMicros longest silence of the server on a stream, by the wall clock
 * @param maxWaitingMessages see {@link StreamLimits#MAX_WAITING_MESSAGES}
 */
public record StreamSettings(long leaseMicros, long aliveIntervalMicros, int maxWaitingMessages) {
  static final long ALIVE_INTERVAL_MICROS = TimeUnit.MILLISECONDS.toMicros(500);

  public StreamSettings {
    if (leaseMicros < 1 || aliveIntervalMicros < 2 || maxWaitingMessages < 1) {
      throw new IllegalArgumentException("lease, interval and messages must be above zero");
    }
  }

  /** What one message and one stream may carry. */
  public static Limits limits() {
    return StreamLimits.LIMITS;
  }

  public static StreamSettings of(long leaseMicros) {
    return new StreamSettings(leaseMicros, ALIVE_INTERVAL_MICROS, StreamLimits.MAX_WAITING_MESSAGES);
  }
}
