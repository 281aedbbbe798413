package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.sample.SampleDecks;
import dev.tollbridge.v1.CallType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Prices of numbers by the sample decks; looked up once for each number, unless they depend on the time of day. */
final class SamplePrices {
  private final Map<CallType, DeckTable> decks = new EnumMap<>(CallType.class);
  private final Map<Key, Entry> found = new ConcurrentHashMap<>();
  private final ReportFormat format;

  SamplePrices(ReportFormat format) {
    this.format = format;
    SampleDecks.CALL_TYPES.forEach(callType -> decks.put(callType, DeckTable.parse(SampleDecks.csv(callType))));
  }

  /**
   * The price of a call.
   *
   * @param callerCountry ISO 3166 alpha-2; empty if unknown or irrelevant
   */
  Price price(CallType callType, Line rated, String callerCountry, long answerMilli) {
    Entry entry = found.computeIfAbsent(new Key(callType, rated, callerCountry), this::find);
    return entry.changing ? look(callType, rated, callerCountry, Instant.ofEpochMilli(answerMilli)) : entry.price;
  }

  private Entry find(Key key) {
    return new Entry(look(key.callType, key.rated, key.callerCountry, Instant.EPOCH),
        deck(key.callType).dependsOnTime(key.rated.number(), key.callerCountry));
  }

  private Price look(CallType callType, Line rated, String callerCountry, Instant answer) {
    return Price.of(deck(callType).expect(rated.number(), callerCountry, answer), format);
  }

  private DeckTable deck(CallType callType) {
    DeckTable deck = decks.get(callType);
    if (deck == null) {
      throw new IllegalArgumentException(callType.toString());
    }
    return deck;
  }

  /** Lines are compared by identity, as the same objects are looked up millions of times. */
  private record Key(CallType callType, Line rated, String callerCountry) {}

  private record Entry(Price price, boolean changing) {}
}
