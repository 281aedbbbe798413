package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.CreditStanding;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.server.shard.Shard;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The organizations that a stream carries: those with a leg that was active when it was opened, or whose answer was
 * accepted since. Only their credit warnings are sent, the current one included. Each shard adds its own on its
 * applying thread.
 */
final class CarriedOrganizations {
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final Consumer<CreditStanding> warn;

  /** @param warn called with the current warning when an organization is added */
  CarriedOrganizations(Consumer<CreditStanding> warn) {
    this.warn = warn;
  }

  boolean contains(String organizationId) {
    return ids.contains(organizationId);
  }

  /** An organization has a leg on this stream. */
  void add(Shard shard, String organizationId) {
    if (!ids.contains(organizationId) && ids.add(organizationId)) {
      CreditStanding standing = shard.read(engine -> engine.creditStanding(organizationId));
      if (standing != null) {
        warn.accept(standing);
      }
    }
  }

  /** A shard applied these events, except those that the outcome rejects: in order, so that both are walked once. */
  void addAnswered(Shard shard, List<LegEvent> events, Outcome outcome) {
    if (outcome instanceof Outcome.EventsApplied applied) {
      Iterator<Outcome.EventRejection> rejections = applied.rejections().iterator();
      Outcome.EventRejection rejection = next(rejections);
      for (LegEvent event : events) {
        if (rejection != null && rejection.sequence() == event.sequence()) {
          rejection = next(rejections);
        } else if (event instanceof LegEvent.Answered answered) {
          add(shard, answered.call().organizationId());
        }
      }
    }
  }

  private static Outcome.@Nullable EventRejection next(Iterator<Outcome.EventRejection> rejections) {
    return rejections.hasNext() ? rejections.next() : null;
  }
}
