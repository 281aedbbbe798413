package dev.tollbridge.server.rpc;

import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.v1.NoticeReason;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Checks who calls whom and resolves the numbers, so that the engine needs no telephone metadata. */
public final class CallDecoder {
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

  /** A call that its caller can ask about again, so that what may be a mistake is refused. */
  public Call decode(String organizationId, String organizerId, dev.tollbridge.v1.Direction direction,
      String serviceNumber, String remoteNumber, String locationCountryCode, RequestChecks checks) {
    return decode(organizationId, organizerId, direction, serviceNumber, remoteNumber, locationCountryCode, true,
        checks,
        Corrections.UNNOTICED);
  }

  /** A call that takes place, whatever is answered: only what cannot be charged is a violation. */
  public Call decode(String organizationId, String organizerId, dev.tollbridge.v1.Direction direction,
      String serviceNumber, String remoteNumber, String locationCountryCode, RequestChecks checks,
      Corrections corrections) {
    return decode(organizationId, organizerId, direction, serviceNumber, remoteNumber, locationCountryCode, false,
        checks, corrections);
  }

  private Call decode(String organizationId, String organizerId, dev.tollbridge.v1.Direction direction,
      String serviceNumber, String remoteNumber, String locationCountryCode, boolean strict, RequestChecks checks,
      Corrections corrections) {
    checks.id("organization_id", organizationId);
    checks.require(!strict || !organizerId.isBlank(), "organizer_id", "is required");
    String organizer = Texts.id("organizer_id", organizerId, corrections);
    boolean dialOut = direction == dev.tollbridge.v1.Direction.DIRECTION_DIAL_OUT;
    checks.require(dialOut || direction == dev.tollbridge.v1.Direction.DIRECTION_DIAL_IN, "direction",
        "must be DIRECTION_DIAL_IN or DIRECTION_DIAL_OUT");
    String service = phoneNumbers.service(serviceNumber, () -> organizationCountries.apply(organizationId));
    boolean readable = !phoneNumbers.digits(service).isEmpty();
    checks.require(!strict || dialOut || readable, "service_number", "must be E.164 with '+', such as +442071234567");
    checks.require(strict || dialOut || !serviceNumber.isBlank(), "service_number",
        "is required for DIRECTION_DIAL_IN");
    RemoteNumber remote = dialOut
        ? phoneNumbers.dialled(remoteNumber, () -> countries(organizationId, service, locationCountryCode))
        : phoneNumbers.caller(remoteNumber, service);
    checks.require(!dialOut || remote.emergency() || !remote.digits().isEmpty(), "remote_number",
        "must be E.164 with '+', or an emergency number, to be dialled");
    return new Call(organizationId, organizer, dialOut ? Direction.DIAL_OUT : Direction.DIAL_IN,
        readable ? service : unreadable(serviceNumber, corrections),
        Texts.fit("remote_number", remote.text(), corrections), remote.digits(), remote.country(), remote.emergency());
  }

  private static String unreadable(String serviceNumber, Corrections corrections) {
    if (!serviceNumber.isEmpty()) {
      corrections.add(NoticeReason.NOTICE_REASON_NOT_A_NUMBER, "service_number",
          "should be E.164 with '+', such as +442071234567");
    }
    return Texts.fit("service_number", serviceNumber, corrections);
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
