package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.Expectation;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.usage.NumberCountries;
import dev.tollbridge.simulator.usage.UsageCall;
import dev.tollbridge.v1.CallType;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** Prices calls that are paid by the minute: by a deck if there is one, otherwise by the report's charge. */
final class CallPricer {
  private final Map<CallType, byte[]> files;
  private final Map<CallType, DeckTable> decks = new EnumMap<>(CallType.class);
  private final NumberCountries numbers = new NumberCountries();
  private long byDeck;
  private long withoutRate;
  private long byReport;
  private long includedElsewhere;

  CallPricer(Map<CallType, byte[]> files) {
    this.files = files;
  }

  /** Reads the decks; {@link UnusableDeckException} if one has a mistake or its prices are not in this currency. */
  void open(String currency) {
    files.forEach((callType, csv) -> decks.put(callType, deck(callType, csv, currency)));
  }

  private static DeckTable deck(CallType callType, byte[] csv, String currency) {
    try {
      return DeckTable.parse(csv, currency, callType);
    } catch (IllegalArgumentException e) {
      throw new UnusableDeckException(callType, e);
    }
  }

  /** The call's price in micros; {@link IllegalArgumentException} if there is neither a deck nor a charge. */
  long price(UsageCall call) {
    DeckTable deck = decks.get(call.callType());
    return deck == null ? reported(call) : rated(call, deck);
  }

  private long rated(UsageCall call, DeckTable deck) {
    PhoneNumber rated = numbers.find(call.ratedNumber());
    String callerCountry = call.isDialOut() ? "" : numbers.ofCaller(call.remoteNumber());
    Expectation rate = deck.expect(rated, callerCountry, call.answer());
    byDeck++;
    withoutRate += rate.isPriced() ? 0 : 1;
    return rate.chargeMicros(call.durationSeconds());
  }

  private long reported(UsageCall call) {
    BigDecimal charge = call.charge();
    if (charge == null) {
      throw new IllegalArgumentException("there is no Charge, and no deck to price the call");
    }
    byReport++;
    if (charge.signum() == 0 && call.durationSeconds() > 0 && call.capability().equals("MCOMEETADD")) {
      includedElsewhere++;
    }
    return Amounts.micros(charge);
  }

  long byDeck() {
    return byDeck;
  }

  /** Number of calls priced by a deck without a rate for the number, which are free. */
  long withoutRate() {
    return withoutRate;
  }

  long byReport() {
    return byReport;
  }

  /**
   * Number of calls without a charge because they were included in a licence for users; paid by the minute they would
   * have cost something.
   */
  long includedElsewhere() {
    return includedElsewhere;
  }
}
