package dev.tollbridge.simulator.load;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Notices when another run replaces the bridges of this one: runs with the same seed use the same bridge names, and a
 * server allows each bridge one stream, of its newest session. Any thread.
 */
final class Takeover {
  private final long seed;
  private volatile @Nullable String bridgeId;

  /** No takeover so far, of a run with this seed. */
  Takeover(long seed) {
    this.seed = seed;
  }

  /** Records why a bridge lost its stream, if another run was the reason. */
  void lost(String bridge, Status status) {
    switch (status.getCode()) {
      case ABORTED, FAILED_PRECONDITION -> bridgeId = bridge;
      default -> {
      }
    }
  }

  /** Whether it happened: the run cannot continue. */
  boolean happened() {
    return bridgeId != null;
  }

  /** Fails if it happened. */
  void check() {
    if (happened()) {
      throw new IllegalStateException("another load with --seed " + seed + " took over " + bridgeId
          + "; loads at the same time need different seeds: give each a --seed of its own");
    }
  }
}
