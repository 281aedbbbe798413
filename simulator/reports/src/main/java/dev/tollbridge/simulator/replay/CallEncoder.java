package dev.tollbridge.simulator.replay;

import com.google.common.hash.Hashing;
import com.google.protobuf.Timestamp;
import dev.tollbridge.simulator.sample.PhoneNumber;
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
  private static final int FINGERPRINT_DIGITS = 16;

  private final Organizations organizations;
  private final CallShift shift;
  private final boolean refuseMasked;
  private long completed;

  CallEncoder(Organizations organizations, CallShift shift, boolean refuseMasked) {
    this.organizations = organizations;
    this.shift = shift;
    this.refuseMasked = refuseMasked;
  }

  CompletedCall encode(UsageCall call) {
    require(!call.usageId().isEmpty(), "UsageId is empty: nothing would prevent the call from being booked twice");
    require(!call.organizerId().isEmpty(), "AAD ObjectId and UPN are empty: there is no organizer");
    require(call.isDialOut() || !call.serviceNumber().isEmpty(), "Destination Number is empty");
    String usageId = call.usageId().startsWith(RESERVED_PREFIX) ? REPLAYED_PREFIX + call.usageId() : call.usageId();
    Instant answer = shift.answer(call);
    Duration connected = Duration.between(call.answer(), call.end());
    return CompletedCall.newBuilder().setUsageId(text("UsageId", usageId))
        .setLegId(shortened(call.callId().isEmpty() ? usageId : call.callId()))
        .setConferenceId(shortened(call.conferenceId().isEmpty() ? usageId : call.conferenceId()))
        .setOrganizationId(organizations.of(call.upn())).setOrganizerId(shortened(call.organizerId()))
        .setDirection(call.isDialOut() ? Direction.DIRECTION_DIAL_OUT : Direction.DIRECTION_DIAL_IN)
        .setServiceNumber(service(call)).setRemoteNumber(remote(call))
        .setAnswerTime(timestamp(answer)).setEndTime(timestamp(answer.plus(connected))).build();
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
    String number = NumberMask.completed(call.remoteNumber());
    return call.isDialOut() ? text("number", number) : number.substring(0, Math.min(MAX_TEXT, number.length()));
  }

  /** The number that a dial-out showed decides no price: what is no number is left out. */
  private static String service(UsageCall call) {
    String number = NumberMask.completed(call.serviceNumber());
    return call.isDialOut() && PhoneNumber.anonymous(number).digits().isEmpty() ? "" : number;
  }

  /** An id that decides no price: a long one is cut, and stays distinct by a fingerprint. */
  private static String shortened(String id) {
    String plain = id.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= MAX_TEXT
        ? plain
        : plain.substring(0, MAX_TEXT - FINGERPRINT_DIGITS - 1) + "-"
            + Hashing.farmHashFingerprint64().hashUnencodedChars(plain);
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).setNanos(instant.getNano()).build();
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
