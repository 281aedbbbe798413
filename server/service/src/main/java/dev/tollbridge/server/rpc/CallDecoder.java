package dev.tollbridge.server.rpc;

import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Direction;

/** Checks who calls whom and resolves the numbers, so that the engine needs no telephone metadata. */
public final class CallDecoder {
  private static final int MAX_NUMBER_LENGTH = 64;

  private final PhoneNumbers phoneNumbers;

  public CallDecoder(PhoneNumbers phoneNumbers) {
    this.phoneNumbers = phoneNumbers;
  }

  public Call decode(String organizationId, String organizerId, dev.tollbridge.v1.Direction direction,
      String serviceNumber, String remoteNumber, RequestChecks checks) {
    checks.id("organization_id", organizationId);
    checks.foreignId("organizer_id", organizerId);
    boolean dialOut = direction == dev.tollbridge.v1.Direction.DIRECTION_DIAL_OUT;
    checks.require(dialOut || direction == dev.tollbridge.v1.Direction.DIRECTION_DIAL_IN, "direction",
        "must be DIRECTION_DIAL_IN or DIRECTION_DIAL_OUT");
    if (!dialOut || !serviceNumber.isEmpty()) {
      phoneNumbers.requireDigits("service_number", serviceNumber, checks);
    }
    checks.optionalText("remote_number", remoteNumber, MAX_NUMBER_LENGTH);
    boolean emergency = dialOut && phoneNumbers.emergencyFrom(serviceNumber, remoteNumber);
    String digits = phoneNumbers.digits(remoteNumber);
    checks.require(!dialOut || emergency || !digits.isEmpty(), "remote_number",
        "must be E.164 with '+', or an emergency number, to be dialled");
    return new Call(organizationId, organizerId, dialOut ? Direction.DIAL_OUT : Direction.DIAL_IN, serviceNumber,
        remoteNumber, digits, phoneNumbers.country(remoteNumber), emergency);
  }
}
