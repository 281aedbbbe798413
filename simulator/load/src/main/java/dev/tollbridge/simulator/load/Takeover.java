package dev.tollbridge.simulator.load;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run whose bridges another run has taken over: runs of one seed name their bridges alike, and a server lets a
 * bridge have one stream, of its newest session. Any thread.
 */
final class Takeover {
  private final long seed;
  private volatile @Nullable String bridgeId;

  /** None so far, of a run of this seed. */
  Takeover(long seed) {
    this.seed = seed;
  }

  /** Notes why a bridge lost its stream, if that was because of another run. */
  void lost(String bridge, Status status) {
    switch (status.getCode()) {
      case ABORTED, FAILED_PRECONDITION -> bridgeId = bridge;
      default -> {
      }
    }
  }

  /** Whether there was one: nothing more comes of the run. */
  boolean happened() {
    return bridgeId != null;
  }

  /** Fails when there was one. */
  void check() {
    if (happened()) {
      throw new IllegalStateException("another load with --seed " + seed + " took over " + bridgeId
          + "; loads at the same time need different seeds: give each a --seed of its own");
    }
  }
}
