package dev.tollbridge.core.tariff;

import java.util.Objects;

/**
 * A deck with its place in time: in force from {@code effectiveMicros} until the next one of the same call type and
 * currency.
 *
 * @param deckId unique
 * @param displayName for people
 * @param currency ISO 4217 code of its prices
 * @param effectiveMicros microseconds since 1970
 * @param importMicros engine time of the import, microseconds since 1970
 * @param contentSha256 of the imported file, in lower-case hex
 */
public record DeckVersion(
    String deckId,
    String displayName,
    CallType callType,
    String currency,
    long effectiveMicros,
    long importMicros,
    String contentSha256,
    RateDeck deck) {
  public DeckVersion {
    Objects.requireNonNull(deckId, "deckId");
    Objects.requireNonNull(displayName, "displayName");
    Objects.requireNonNull(callType, "callType");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(contentSha256, "contentSha256");
    Objects.requireNonNull(deck, "deck");
  }
}
