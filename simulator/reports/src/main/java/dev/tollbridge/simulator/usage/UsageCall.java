package dev.tollbridge.simulator.usage;

import dev.tollbridge.v1.CallType;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A completed conferencing call in a usage report.
 *
 * @param usageId empty if the report has none; a GUID is in lower case
 * @param organizerId the directory's id of the user, or the UPN if there is none; empty if there is neither; a
 *        GUID is in lower case
 * @param upn the user's name with the tenant's domain; may be empty
 * @param callType unspecified: a dial-in of which the report does not say whether it was toll-free
 * @param serviceNumber the number that was dialled, or that the meeting called from
 * @param remoteNumber the number of the caller or the dialled number; may be masked, anonymous or empty
 * @param answer time of the answer
 * @param durationSeconds started seconds
 * @param charge null: the report has none
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

  /** Whether the conference dialled the attendee. */
  public boolean isDialOut() {
    return callType == CallType.CALL_TYPE_DIAL_OUT;
  }

  /** The number by which the rate is chosen. */
  public String ratedNumber() {
    return isDialOut() ? remoteNumber : serviceNumber;
  }
}
