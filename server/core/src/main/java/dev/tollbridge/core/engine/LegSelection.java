package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which active legs are wanted: those that fit all that is given.
 *
 * @param organizationIds empty: any
 * @param bridgeId empty: any
 * @param conferenceId empty: any
 * @param legId empty: any
 * @param callType null: any
 * @param standing null: any
 */
public record LegSelection(
    Set<String> organizationIds,
    String bridgeId,
    String conferenceId,
    String legId,
    @Nullable CallType callType,
    @Nullable LegStanding standing) {
  public LegSelection {
    organizationIds = Set.copyOf(organizationIds);
  }

  boolean covers(Leg leg) {
    LegRef ref = leg.ref();
    return (organizationIds.isEmpty() || organizationIds.contains(ref.organizationId()))
        && (bridgeId.isEmpty() || bridgeId.equals(ref.bridgeId()))
        && (conferenceId.isEmpty() || conferenceId.equals(leg.start().parties().conferenceId()))
        && (legId.isEmpty() || legId.equals(ref.legId()))
        && (callType == null || callType == leg.callType());
  }
}
