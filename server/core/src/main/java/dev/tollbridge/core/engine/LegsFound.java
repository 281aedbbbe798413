package dev.tollbridge.core.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Active legs that were found in a part of a shard's legs.
 *
 * @param reached where to continue; null when there are no more legs
 */
public record LegsFound(List<LegView> legs, @Nullable LegPlace reached) {
  public LegsFound {
    legs = List.copyOf(legs);
  }
}
