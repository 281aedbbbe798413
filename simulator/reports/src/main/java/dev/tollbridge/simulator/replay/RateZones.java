package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.usage.NumberCountries;
import dev.tollbridge.simulator.usage.UsageCall;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.ListRateDecksRequest;
import dev.tollbridge.v1.ListRateDecksResponse;
import dev.tollbridge.v1.ListRatesRequest;
import dev.tollbridge.v1.ListRatesResponse;
import dev.tollbridge.v1.Rate;
import dev.tollbridge.v1.RateDeck;
import dev.tollbridge.v1.TariffServiceGrpc;
import dev.tollbridge.v1.TariffServiceGrpc.TariffServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Time zones of a server's rates whose price depends on the hour, by the prefixes of their numbers. For one thread. */
final class RateZones {
  /** No rate depends on the hour. */
  static final RateZones NONE = new RateZones("");

  private static final int PAGE = 1000;
  private static final long TIMEOUT_SECONDS = 60;

  private final NumberCountries numbers = new NumberCountries();
  /** Call type, then prefix, then the rated number's country, empty for any. */
  private final Map<CallType, Map<String, Map<String, ZoneId>>> zones = new EnumMap<>(CallType.class);
  private final String failure;

  private RateZones(String failure) {
    this.failure = failure;
  }

  /** Reads the rates in force from a server; none if it does not show them. */
  static RateZones load(Channel channel, Instant now) throws ServerGone {
    RateZones zones = new RateZones("");
    try {
      for (RateDeck deck : decksInForce(channel, now)) {
        zones.read(channel, deck);
      }
      return zones;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE
          || e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
        throw ServerGone.orRefusal(e);
      }
      return new RateZones(e.getStatus().getCode().toString());
    }
  }

  /** The status with which the server refused to show its rates; empty: it did not. */
  String failure() {
    return failure;
  }

  /** Names of all zones. */
  Collection<String> names() {
    Collection<String> names = new TreeSet<>();
    zones.values().forEach(prefixes -> prefixes.values()
        .forEach(countries -> countries.values().forEach(zone -> names.add(zone.getId()))));
    return names;
  }

  /** The zone of the longest prefix of the rated number whose price depends on the hour; UTC if there is none. */
  ZoneId of(UsageCall call) {
    if (zones.isEmpty()) {
      return ZoneOffset.UTC;
    }
    PhoneNumber number = numbers.find(call.ratedNumber());
    ZoneId zone = find(prefixes(call.callType()), number);
    // The server knows which dial-in is toll-free; a report may not.
    return zone.equals(ZoneOffset.UTC) && !call.isDialOut()
        ? find(prefixes(call.callType() == CallType.CALL_TYPE_TOLL_DIAL_IN
            ? CallType.CALL_TYPE_TOLL_FREE_DIAL_IN
            : CallType.CALL_TYPE_TOLL_DIAL_IN), number)
        : zone;
  }

  private Map<String, Map<String, ZoneId>> prefixes(CallType callType) {
    return zones.getOrDefault(callType, Map.of());
  }

  private static ZoneId find(Map<String, Map<String, ZoneId>> prefixes, PhoneNumber number) {
    String digits = number.digits();
    for (int length = digits.length(); length >= 0; length--) {
      Map<String, ZoneId> countries = prefixes.getOrDefault(digits.substring(0, length), Map.of());
      ZoneId zone = countries.getOrDefault(number.countryCode(), countries.get(""));
      if (zone != null) {
        return zone;
      }
    }
    return ZoneOffset.UTC;
  }

  /** The newest deck of each call type and currency that has taken effect. */
  private static Collection<RateDeck> decksInForce(Channel channel, Instant now) {
    Map<String, RateDeck> inForce = new HashMap<>();
    String page = "";
    do {
      ListRateDecksResponse decks = tariff(channel)
          .listRateDecks(ListRateDecksRequest.newBuilder().setPageSize(PAGE).setPageToken(page).build());
      for (RateDeck deck : decks.getDecksList()) {
        if (deck.getEffectiveTime().getSeconds() <= now.getEpochSecond()) {
          // Ordered by effective time, then import: the last one is in force.
          inForce.put(deck.getCallType() + deck.getCurrencyCode(), deck);
        }
      }
      page = decks.getNextPageToken();
    } while (!page.isEmpty());
    return inForce.values();
  }

  private void read(Channel channel, RateDeck deck) {
    String page = "";
    do {
      ListRatesResponse rates = tariff(channel).listRates(
          ListRatesRequest.newBuilder().setDeckId(deck.getDeckId()).setPageSize(PAGE).setPageToken(page).build());
      rates.getRatesList().stream().filter(Rate::hasTimeWindow).forEach(rate -> add(deck.getCallType(), rate));
      page = rates.getNextPageToken();
    } while (!page.isEmpty());
  }

  private void add(CallType callType, Rate rate) {
    try {
      zones.computeIfAbsent(callType, _ -> new HashMap<>()).computeIfAbsent(rate.getPrefix(), _ -> new HashMap<>())
          .putIfAbsent(rate.getCountryCode(), ZoneId.of(rate.getTimeWindow().getTimeZone()));
    } catch (DateTimeException e) {
      throw new IllegalStateException("this Java does not know the time zone of a rate of the server, "
          + rate.getTimeWindow().getTimeZone(), e);
    }
  }

  private static TariffServiceBlockingStub tariff(Channel channel) {
    return TariffServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
