package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Outcome;
import java.util.concurrent.atomic.AtomicInteger;

/** Sums up what all shards made of a list of active legs. */
final class ReconciliationTotal {
  private final AtomicInteger matched = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  void add(Outcome.Listed listed) {
    matched.addAndGet(listed.matched());
    closed.addAndGet(listed.closed());
  }

  int matched() {
    return matched.get();
  }

  int closed() {
    return closed.get();
  }
}
