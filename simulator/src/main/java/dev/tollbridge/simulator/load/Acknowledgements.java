package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.report.Latency;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Events of one bridge that wait for their acknowledgement, with the instants they were meant for. */
final class Acknowledgements {
  private final Latency latency;
  private final Queue<Awaited> waiting = new ConcurrentLinkedQueue<>();

  Acknowledgements(Latency latency) {
    this.latency = latency;
  }

  /** Adds an event that is about to be sent. */
  void await(long sequence, long intendedNanos) {
    waiting.add(new Awaited(sequence, intendedNanos));
  }

  /** Everything up to the sequence is on the server's disk. */
  void acknowledged(long sequence, long nowNanos) {
    for (Awaited event = waiting.peek(); event != null && event.sequence <= sequence; event = waiting.peek()) {
      waiting.remove();
      latency.record(nowNanos - event.intendedNanos);
    }
  }

  /** Nothing more will come: what was not acknowledged took at least as long as it was waited for. */
  void givenUp(long nowNanos) {
    acknowledged(Long.MAX_VALUE, nowNanos);
  }

  private record Awaited(long sequence, long intendedNanos) {}
}
