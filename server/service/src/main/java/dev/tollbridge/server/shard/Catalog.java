package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.server.log.LogUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What all shards share: rate decks, the time zones of their windows, and service numbers. Shard 0 decides: it is
 * changed first, and at the beginning of every reign the others are brought to what it holds, so a crash between two
 * shards leaves nothing half done.
 */
public final class Catalog {
  private final List<Shard> shards;
  private final SharedZones zones;
  private CompletableFuture<Outcome> decksBefore = CompletableFuture.completedFuture(Outcome.DONE);

  Catalog(List<Shard> shards) {
    this.shards = shards;
    this.zones = new SharedZones(shards);
  }

  /** Brings shard 0 to this JDK's tz data, if that is newer, then the other shards to what shard 0 holds. */
  void level() {
    zones.newer().forEach(command -> requireDone(first().submit(command).join()));
    List<DeckVersion> decks = first().read(RatingEngine::decks);
    List<ServiceNumber> numbers = first().read(RatingEngine::serviceNumbers);
    Set<String> digits = numbers.stream().map(ServiceNumber::digits).collect(Collectors.toSet());
    for (Shard shard : others()) {
      zones.missingIn(shard).forEach(command -> requireDone(shard.submit(command).join()));
      decks.stream().filter(deck -> shard.read(engine -> engine.deck(deck.deckId()) == null))
          .forEach(deck -> DeckParts.of(deck).forEach(part -> shard.submit(part).join()));
      shard.read(RatingEngine::decks).stream().map(DeckVersion::deckId)
          .filter(present -> decks.stream().noneMatch(deck -> deck.deckId().equals(present)))
          .forEach(surplus -> shard.submit(new Command.DeleteDeck(surplus)).join());
      numbers.stream().filter(number -> !number.equals(shard.read(engine -> engine.serviceNumber(number.digits()))))
          .forEach(number -> shard.submit(new Command.PutServiceNumber(number)).join());
      shard.read(RatingEngine::serviceNumbers).stream().map(ServiceNumber::digits)
          .filter(present -> !digits.contains(present))
          .forEach(surplus -> shard.submit(new Command.DeleteServiceNumber(surplus)).join());
    }
  }

  private Shard first() {
    return shards.getFirst();
  }

  private List<Shard> others() {
    return shards.subList(1, shards.size());
  }

  /**
   * Adds a deck to every shard: stages its rates everywhere, then adds it in shard 0, then in the others. One deck at a
   * time, so that parts of two never mix. A deck that is there already stays unchanged.
   *
   * @param condition throws when the deck must not be added; asked in the deck's turn, so that no other deck is added
   *     or deleted in between, and not for a deck that is there already
   */
  public synchronized CompletableFuture<Outcome> addDeck(Command.AddDeck deck, List<Rate> rates, Author author,
      Runnable condition) {
    // read here: where one shard applies, another shard's state must not be waited for
    List<Command> zonesBefore = zones.missingFor(rates);
    return inTurn(() -> {
      if (present(deck.deckId())) {
        return CompletableFuture.completedFuture(Outcome.DONE);
      }
      condition.run();
      return stage(deck.deckId(), rates).thenCompose(_ -> inTurn(zonesBefore)).thenCompose(_ -> submit(deck, author));
    });
  }

  /** Adds or deletes one deck after the other; where shards apply, nothing waits or is compared. */
  private CompletableFuture<Outcome> inTurn(Supplier<CompletableFuture<Outcome>> change) {
    CompletableFuture<Outcome> done = decksBefore.thenComposeAsync(_ -> change.get());
    decksBefore = done.handle((_, _) -> Outcome.DONE);
    return done;
  }

  /**
   * Deletes a deck that no shard has rated a call with: in the other shards one by one, at last in shard 0, which
   * decides. If one refuses, as it rated a call meanwhile, those that have deleted the deck get it back.
   */
  public synchronized CompletableFuture<Outcome> deleteDeck(String deckId, Author author) {
    if (shards.stream().anyMatch(shard -> shard.read(engine -> engine.deckUsed(deckId)))) {
      return CompletableFuture.completedFuture(new Outcome.Refused(Refusal.RATE_DECK_USED));
    }
    return inTurn(() -> {
      DeckVersion deck = first().read(engine -> engine.deck(deckId));
      if (deck == null) {
        return CompletableFuture.completedFuture(new Outcome.Refused(Refusal.NO_SUCH_RATE_DECK));
      }
      List<Shard> deciding = new ArrayList<>(others());
      deciding.add(first());
      return deleteDeck(deck, deciding, 0, author);
    });
  }

  private CompletableFuture<Outcome> deleteDeck(DeckVersion deck, List<Shard> deciding, int next,
      Author author) {
    if (next == deciding.size()) {
      return CompletableFuture.completedFuture(Outcome.DONE);
    }
    // shard 0, the last, decides
    Author decider = next == deciding.size() - 1 ? author : Author.NONE;
    CompletableFuture<Outcome> deleted = deciding.get(next).submit(new Command.DeleteDeck(deck.deckId()), decider)
        .exceptionallyCompose(failure -> giveBack(deck, deciding.subList(0, next))
            .thenCompose(_ -> CompletableFuture.failedFuture(failure)));
    return deleted.thenCompose(outcome -> outcome instanceof Outcome.Refused
        ? giveBack(deck, deciding.subList(0, next)).thenApply(_ -> outcome)
        : deleteDeck(deck, deciding, next + 1, author));
  }

  private static CompletableFuture<Void> giveBack(DeckVersion deck, List<Shard> shards) {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (Command part : DeckParts.of(deck)) {
      done = done.thenCompose(_ -> all(shards, shard -> shard.submit(part).thenApply(Catalog::requireDone)));
    }
    return done;
  }

  private boolean present(String deckId) {
    return first().read(engine -> engine.deck(deckId) != null);
  }

  private CompletableFuture<Void> inTurn(List<Command> commands) {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (Command command : commands) {
      done = done.thenCompose(_ -> submit(command).thenAccept(Catalog::requireDone));
    }
    return done;
  }

  private CompletableFuture<Void> stage(String deckId, List<Rate> rates) {
    CompletableFuture<Void> staged = CompletableFuture.completedFuture(null);
    for (Command part : DeckParts.stage(deckId, rates)) {
      staged = staged.thenCompose(_ -> all(shards, shard -> shard.submit(part).thenApply(Catalog::requireDone)));
    }
    return staged;
  }

  /** Logs a command in shard 0 and, when it was not refused there, in all others. Returns shard 0's outcome. */
  public CompletableFuture<Outcome> submit(Command command) {
    return submit(command, Author.NONE);
  }

  /** As {@link #submit(Command)}, for a command that somebody sent; shard 0 audits it. */
  public CompletableFuture<Outcome> submit(Command command, Author author) {
    return first().submit(command, author).thenCompose(outcome -> outcome instanceof Outcome.Refused
        ? CompletableFuture.completedFuture(outcome)
        : all(others(), shard -> shard.submit(command).thenApply(Catalog::requireDone)).thenApply(_ -> outcome));
  }

  /** Whatever shard 0 did, every other shard can do too; if not, the next reign brings it to what shard 0 holds. */
  static Outcome requireDone(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      throw new LogUnavailableException("a shard refused what all shards share: " + refused.refusal());
    }
    return outcome;
  }

  private static CompletableFuture<Void> all(List<Shard> shards, Function<Shard, CompletableFuture<Outcome>> work) {
    return CompletableFuture.allOf(shards.stream().map(work).toArray(CompletableFuture[]::new));
  }
}
