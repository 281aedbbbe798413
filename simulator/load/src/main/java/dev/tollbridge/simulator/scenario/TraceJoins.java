package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.scenario.Join.Meeting;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The legs of a trace; a leg without a conference gets one of its own. */
final class TraceJoins implements Joins {
  private final TraceFile trace;
  private final WeightedChoice shares;
  private final RandomGenerator random;
  private long legs;

  TraceJoins(TraceFile trace, WeightedChoice shares, RandomGenerator random) {
    this.trace = trace;
    this.shares = shares;
    this.random = random;
  }

  @Override
  public @Nullable Join next() {
    TracedLeg leg = trace.next();
    if (leg == null) {
      return null;
    }
    // Drawn whether or not they are used, so that adding a column changes nothing else.
    Meeting drawn = Meeting.of(1 + shares.next(random), legs, random);
    Meeting meeting = new Meeting(orElse(leg.organization(), drawn.organization()),
        orElse(leg.conference(), drawn.conference()), orElse(leg.organizer(), drawn.organizer()));
    legs++;
    return new Join(leg.startNanos(), meeting, leg);
  }

  private static <T> T orElse(@Nullable T given, T drawn) {
    return given == null ? drawn : given;
  }
}
