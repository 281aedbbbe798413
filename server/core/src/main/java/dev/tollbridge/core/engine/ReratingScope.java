package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a re-rating covers: those that started in [from, to).
 *
 * @param organizationId empty: all of the shard's
 * @param callType null: all
 */
public record ReratingScope(String organizationId, @Nullable CallType callType, long fromMicros, long toMicros) {
  /** Whether it covers a call. */
  public boolean covers(String callsOrganizationId, CallType callsType, long startMicros) {
    return (organizationId.isEmpty() || organizationId.equals(callsOrganizationId))
        && (callType == null || callType == callsType) && startMicros >= fromMicros && startMicros < toMicros;
  }
}
