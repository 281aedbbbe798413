package dev.tollbridge.server.rpc;

import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.v1.NoticeReason;

/** Checks who calls whom and resolves the numbers, so that the engine needs no telephone metadata. */
public final class CallDecoder {
  private final PhoneNumbers phoneNumbers;

  public CallDecoder(PhoneNumbers phoneNumbers) {
    this.phoneNumbers = phoneNumbers;
  }

  /** A call that its caller can ask about again, so that what may be a mistake is refused. */
  public Call decode(String organizationId, String organizerId, dev.tollbridge.v1.Direction direction,
      String serviceNumber, String remoteNumber, RequestChecks checks) {
    return decode(organizationId, organizerId, direction, serviceNumber, remoteNumber, true, checks,
        Corrections.UNNOTICED);
  }

  /** A call that takes place, whatever is answered: only what cannot be charged is a violation. */
  public Call decode(String organizationId, String organizerId, dev.tollbridge.v1.Direction direction,
      String serviceNumber, String remoteNumber, RequestChecks checks, Corrections corrections) {
    return decode(organizationId, organizerId, direction, serviceNumber, remoteNumber, false, checks, corrections);
  }

  private Call decode(String organizationId, String organizerId, dev.tollbridge.v1.Direction direction,
      String serviceNumber, String remoteNumber, boolean strict, RequestChecks checks, Corrections corrections) {
    checks.id("organization_id", organizationId);
    checks.require(!strict || !organizerId.isBlank(), "organizer_id", "is required");
    String organizer = Texts.id("organizer_id", organizerId, corrections);
    boolean dialOut = direction == dev.tollbridge.v1.Direction.DIRECTION_DIAL_OUT;
    checks.require(dialOut || direction == dev.tollbridge.v1.Direction.DIRECTION_DIAL_IN, "direction",
        "must be DIRECTION_DIAL_IN or DIRECTION_DIAL_OUT");
    if (strict && !dialOut) {
      phoneNumbers.requireDigits("service_number", serviceNumber, checks);
    }
    checks.require(strict || dialOut || !serviceNumber.isBlank(), "service_number",
        "is required for DIRECTION_DIAL_IN");
    boolean emergency = dialOut && phoneNumbers.emergencyFrom(serviceNumber, remoteNumber);
    String digits = phoneNumbers.digits(remoteNumber);
    checks.require(!dialOut || emergency || !digits.isEmpty(), "remote_number",
        "must be E.164 with '+', or an emergency number, to be dialled");
    return new Call(organizationId, organizer, dialOut ? Direction.DIAL_OUT : Direction.DIAL_IN,
        serviceNumber(serviceNumber, corrections), Texts.fit("remote_number", remoteNumber, corrections), digits,
        phoneNumbers.country(remoteNumber), emergency);
  }

  private String serviceNumber(String number, Corrections corrections) {
    if (!number.isEmpty() && phoneNumbers.digits(number).isEmpty()) {
      corrections.add(NoticeReason.NOTICE_REASON_NOT_A_NUMBER, "service_number",
          "should be E.164 with '+', such as +442071234567");
    }
    return Texts.fit("service_number", number, corrections);
  }
}
