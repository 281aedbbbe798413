package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.report.Latency;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Events of one bridge that are not yet acknowledged, each with the instant for which it was intended. */
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
   * Adds an event just before it is sent.
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

  /** A monotonic time at or after which the server last heard from the bridge. */
  long heardNanos() {
    return lastIntendedNanos;
  }

  /** The bridge lost its state: the events it sent will never be acknowledged. */
  void forget() {
    waiting.clear();
  }

  /** No more acknowledgements are expected: each outstanding event is recorded with the time waited for it so far. */
  void givenUp(long nowNanos) {
    acknowledged(Long.MAX_VALUE, nowNanos);
  }

  private record Awaited(long sequence, long intendedNanos, boolean measured) {}
}
