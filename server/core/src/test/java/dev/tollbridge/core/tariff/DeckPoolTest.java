package dev.tollbridge.core.tariff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DeckPoolTest {
  private static final String LINES = """
      49  germany 0.010/min window=Europe/Berlin,1-5,08:00-18:00
      491 mobile  0.030/min
      """;

  private final DeckPool pool = new DeckPool();

  @Test
  void equalRatesShareOneDeck() {
    RateDeck deck = pool.compile(Rates.list(LINES));

    assertThat(pool.compile(Rates.list(LINES))).isSameAs(deck);
    assertThat(deck.rates()).isEqualTo(Rates.list(LINES));
    assertThat(deck.fingerprint()).isEqualTo(RateDeck.compile(Rates.list(LINES)).fingerprint());
  }

  @Test
  void otherRatesOrAnotherOrderAreAnotherDeck() {
    RateDeck deck = pool.compile(Rates.list(LINES));

    assertThat(pool.compile(Rates.list(LINES.replace("0.030", "0.031")))).isNotSameAs(deck);
    assertThat(pool.compile(Rates.list(LINES).reversed())).isNotSameAs(deck);
    assertThat(pool.compile(Rates.list(LINES))).isSameAs(deck);
  }

  @Test
  void threadsThatAskAtOnceShareOneDeck() throws Exception {
    Callable<RateDeck> compile = () -> pool.compile(Rates.list(LINES));
    Set<RateDeck> decks = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<RateDeck> deck : threads.invokeAll(Collections.nCopies(8, compile))) {
        decks.add(deck.get());
      }
    }

    assertThat(decks).hasSize(1);
  }
}
