package dev.tollbridge.core.engine;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many calls a re-rating processed without changing their price. */
public record ReratingCounts(long unchanged, Map<ReratingSkip, Long> skipped) {
  public static final ReratingCounts NONE = new ReratingCounts(0, Map.of());

  public ReratingCounts {
    Map<ReratingSkip, Long> ordered = new EnumMap<>(ReratingSkip.class);
    ordered.putAll(skipped);
    skipped = Collections.unmodifiableMap(ordered);
  }

  public ReratingCounts oneUnchanged() {
    return new ReratingCounts(unchanged + 1, skipped);
  }

  public ReratingCounts oneSkipped(ReratingSkip reason) {
    return plus(new ReratingCounts(0, Map.of(reason, 1L)));
  }

  public ReratingCounts plus(ReratingCounts more) {
    Map<ReratingSkip, Long> sums = new EnumMap<>(ReratingSkip.class);
    sums.putAll(skipped);
    more.skipped.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    return new ReratingCounts(unchanged + more.unchanged, sums);
  }
}
