package dev.tollbridge.simulator.usage;

import dev.tollbridge.v1.CallType;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A completed conferencing call, as a usage report tells it.
 *
 * @param usageId empty when the report has none
 * @param organizerId the directory's id of the user; the UPN when there is none; empty when neither is there
 * @param upn the user's name with the tenant's domain; may be empty
 * @param serviceNumber the number that was dialled, or that the meeting called from
 * @param remoteNumber the caller or the dialled number; may be masked, anonymous or empty
 * @param answer when it was answered
 * @param durationSeconds every started second counted
 * @param charge null: the report says none
 * @param currency ISO 4217; may be empty
 */
public record UsageCall(
    String usageId,
    String callId,
    String conferenceId,
    String organizerId,
    String upn,
    CallType callType,
    String serviceNumber,
    String remoteNumber,
    String destination,
    Instant answer,
    Instant end,
    long durationSeconds,
    @Nullable BigDecimal charge,
    String currency,
    String capability) {

  /** Whether the meeting called the attendee. */
  public boolean isDialOut() {
    return callType == CallType.CALL_TYPE_DIAL_OUT;
  }

  /** The number that the rate is chosen by. */
  public String ratedNumber() {
    return isDialOut() ? remoteNumber : serviceNumber;
  }
}
