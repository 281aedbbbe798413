package dev.tollbridge.server.record;

import dev.tollbridge.core.tariff.CallType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Totals of one organizer's calls.
 *
 * @param byType of every call type that has calls, in the order of the types
 */
public record OrganizerTotal(String organizerId, Map<CallType, Calls> byType) {
  public OrganizerTotal {
    Map<CallType, Calls> ordered = new EnumMap<>(CallType.class);
    ordered.putAll(byType);
    byType = Collections.unmodifiableMap(ordered);
  }

  /**
   * Calls of one type, added up.
   *
   * @param reratedMicros the charges that now apply; 0 if they were not asked for
   * @param refundedMicros what was refunded of them; 0 if they were not asked for
   */
  public record Calls(
      long callCount, long durationSeconds, long billedSeconds, long chargeMicros, long reratedMicros,
      long refundedMicros) {}
}
