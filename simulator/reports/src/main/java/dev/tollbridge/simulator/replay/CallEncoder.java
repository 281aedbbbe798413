package dev.tollbridge.simulator.replay;

import com.google.protobuf.Timestamp;
import dev.tollbridge.simulator.usage.NumberMask;
import dev.tollbridge.simulator.usage.UsageCall;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.Direction;
import java.time.Duration;
import java.time.Instant;

/**
 * Converts a report's call to one that the server can rate; {@link IllegalArgumentException} gives the reason if it
 * cannot.
 */
final class CallEncoder {
  /** Usage ids with this prefix are the server's own; the server refuses them from clients. */
  private static final String RESERVED_PREFIX = "tb-";
  private static final String REPLAYED_PREFIX = "replayed-";
  private static final int MAX_TEXT = 64;

  private final Organizations organizations;
  private final Duration shift;
  private final boolean refuseMasked;
  private long completed;

  CallEncoder(Organizations organizations, Duration shift, boolean refuseMasked) {
    this.organizations = organizations;
    this.shift = shift;
    this.refuseMasked = refuseMasked;
  }

  CompletedCall encode(UsageCall call) {
    require(!call.usageId().isEmpty(), "UsageId is empty: nothing would prevent the call from being booked twice");
    require(!call.organizerId().isEmpty(), "AAD ObjectId and UPN are empty: there is no organizer");
    require(call.isDialOut() || !call.serviceNumber().isEmpty(), "Destination Number is empty");
    String usageId = call.usageId().startsWith(RESERVED_PREFIX) ? REPLAYED_PREFIX + call.usageId() : call.usageId();
    return CompletedCall.newBuilder().setUsageId(text("UsageId", usageId))
        .setLegId(text("Call ID", call.callId().isEmpty() ? usageId : call.callId()))
        .setConferenceId(text("Conference ID", call.conferenceId().isEmpty() ? usageId : call.conferenceId()))
        .setOrganizationId(organizations.of(call.upn())).setOrganizerId(text("organizer", call.organizerId()))
        .setDirection(call.isDialOut() ? Direction.DIRECTION_DIAL_OUT : Direction.DIRECTION_DIAL_IN)
        .setServiceNumber(NumberMask.completed(call.serviceNumber())).setRemoteNumber(remote(call))
        .setAnswerTime(timestamp(call.answer())).setEndTime(timestamp(call.end())).build();
  }

  /** Number of calls whose masked number was completed with zeros. */
  long completed() {
    return completed;
  }

  private String remote(UsageCall call) {
    if (NumberMask.isMasked(call.remoteNumber())) {
      require(!refuseMasked, "the number " + call.remoteNumber() + " is masked");
      completed++;
    }
    return text("number", NumberMask.completed(call.remoteNumber()));
  }

  private Timestamp timestamp(Instant instant) {
    Instant shifted = instant.plus(shift);
    return Timestamp.newBuilder().setSeconds(shifted.getEpochSecond()).setNanos(shifted.getNano()).build();
  }

  private static String text(String name, String text) {
    require(text.length() <= MAX_TEXT, name + " has more than " + MAX_TEXT + " characters");
    return text;
  }

  private static void require(boolean holds, String reason) {
    if (!holds) {
      throw new IllegalArgumentException(reason);
    }
  }
}
