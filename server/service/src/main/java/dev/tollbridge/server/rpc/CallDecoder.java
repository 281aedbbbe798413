package dev.tollbridge.server.rpc;

import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Direction;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Checks who calls whom and resolves the numbers, so that the engine needs no telephone metadata. */
public final class CallDecoder {
  private static final int MAX_NUMBER_LENGTH = 64;

  private final PhoneNumbers phoneNumbers;
  private final UnaryOperator<String> organizationCountries;

  /**
   * @param organizationCountries an organization's country by its id, empty when unknown; asked for seldom, by any
   *        thread
   */
  public CallDecoder(PhoneNumbers phoneNumbers, UnaryOperator<String> organizationCountries) {
    this.phoneNumbers = phoneNumbers;
    this.organizationCountries = organizationCountries;
  }

  public Call decode(String organizationId, String organizerId, dev.tollbridge.v1.Direction direction,
      String serviceNumber, String remoteNumber, String locationCountryCode, RequestChecks checks) {
    checks.id("organization_id", organizationId);
    checks.foreignId("organizer_id", organizerId);
    boolean dialOut = direction == dev.tollbridge.v1.Direction.DIRECTION_DIAL_OUT;
    checks.require(dialOut || direction == dev.tollbridge.v1.Direction.DIRECTION_DIAL_IN, "direction",
        "must be DIRECTION_DIAL_IN or DIRECTION_DIAL_OUT");
    String service = phoneNumbers.service(serviceNumber);
    RemoteNumber remote = dialOut
        ? phoneNumbers.dialled(remoteNumber, () -> countries(organizationId, service, locationCountryCode))
        : phoneNumbers.caller(remoteNumber, service);
    boolean readable = !phoneNumbers.digits(service).isEmpty();
    boolean needless = dialOut && (serviceNumber.isEmpty() || remote.emergency());
    checks.require(readable || needless, "service_number", "must be E.164 with '+', such as +442071234567");
    checks.optionalText("remote_number", remote.text(), MAX_NUMBER_LENGTH);
    checks.require(!dialOut || remote.emergency() || !remote.digits().isEmpty(), "remote_number",
        "must be E.164 with '+', or an emergency number, to be dialled");
    return new Call(organizationId, organizerId, dialOut ? Direction.DIAL_OUT : Direction.DIAL_IN,
        readable ? service : "", remote.text(), remote.digits(), remote.country(), remote.emergency());
  }

  /** Countries whose emergency numbers count for a call. */
  private Set<String> countries(String organizationId, String serviceNumber, String locationCountryCode) {
    Set<String> countries = new HashSet<>();
    countries.add(organizationCountries.apply(organizationId));
    countries.add(phoneNumbers.country(serviceNumber));
    String location = locationCountryCode.strip().toUpperCase(Locale.ROOT);
    countries.add(Codes.isCountry(location) ? location : "");
    countries.remove("");
    return countries;
  }
}
