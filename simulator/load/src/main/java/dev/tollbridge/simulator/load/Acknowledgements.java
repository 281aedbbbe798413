package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.report.Latency;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Events of one bridge that wait for their acknowledgement, with the instants they were meant for. */
final class Acknowledgements {
  private final Latency latency;
  private final Queue<Awaited> waiting = new ConcurrentLinkedQueue<>();
  private volatile long lastIntendedNanos;

  /** Nothing was acknowledged before {@code beginNanos}. */
  Acknowledgements(Latency latency, long beginNanos) {
    this.latency = latency;
    this.lastIntendedNanos = beginNanos;
  }

  /**
   * Adds an event that is about to be sent.
   *
   * @param measured whether its latency counts
   */
  void await(long sequence, long intendedNanos, boolean measured) {
    waiting.add(new Awaited(sequence, intendedNanos, measured));
  }

  /** Everything up to the sequence is on the server's disk. */
  void acknowledged(long sequence, long nowNanos) {
    for (Awaited event = waiting.peek(); event != null && event.sequence <= sequence; event = waiting.peek()) {
      waiting.remove();
      lastIntendedNanos = Math.max(lastIntendedNanos, event.intendedNanos);
      if (event.measured) {
        latency.record(nowNanos - event.intendedNanos);
      }
    }
  }

  /** The server had heard the bridge at this monotonic time, or later. */
  long heardNanos() {
    return lastIntendedNanos;
  }

  /** The bridge lost its state: nothing of what it sent will be acknowledged any more. */
  void forget() {
    waiting.clear();
  }

  /** Nothing more will come: what was not acknowledged took at least as long as it was waited for. */
  void givenUp(long nowNanos) {
    acknowledged(Long.MAX_VALUE, nowNanos);
  }

  private record Awaited(long sequence, long intendedNanos, boolean measured) {}
}
