package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.DateOrder;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Options of a replay with live legs.
 *
 * @param speed how many times faster than engine time the report's time passes; the calls get shorter accordingly
 * @param dates the order of day, month and year in the report's dates
 */
public record LiveOptions(Path file, Organizations organizations, @Nullable Path rejects, boolean refuseMasked,
    BigDecimal speed, DateOrder dates) {
  private static final BigDecimal MAX_SPEED = new BigDecimal(1_000_000);

  public LiveOptions {
    if (speed.signum() <= 0 || speed.compareTo(MAX_SPEED) > 0 || speed.scale() > 6) {
      throw new IllegalArgumentException("--speed must be above 0 and at most 1000000, with at most 6 decimals");
    }
  }
}
