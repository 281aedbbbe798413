package dev.tollbridge.core.tariff;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shares one compiled deck among equal rates, for as long as it is in use; safe for any thread. */
public final class DeckPool {
  private final Map<String, WeakReference<RateDeck>> decks = new HashMap<>();

  /** The deck of these rates. Synchronized, so that concurrent callers with the same rates share the deck. */
  public synchronized RateDeck compile(List<Rate> rates) {
    decks.values().removeIf(reference -> reference.get() == null);
    String fingerprint = Fingerprint.of(rates);
    RateDeck pooled = pooled(fingerprint);
    if (pooled != null) {
      return pooled;
    }
    RateDeck deck = RateDeck.compile(rates, fingerprint);
    decks.put(fingerprint, new WeakReference<>(deck));
    return deck;
  }

  private @Nullable RateDeck pooled(String fingerprint) {
    WeakReference<RateDeck> reference = decks.get(fingerprint);
    return reference == null ? null : reference.get();
  }
}
