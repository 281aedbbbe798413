package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.core.tariff.Tariff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shard's rate decks and service numbers, and the decks that are still arriving. */
final class Tariffs {
  /** Decks that may be arriving at once; the one that began first is dropped for another. */
  static final int MAX_STAGED = 4;
  static final int MAX_DECKS = 1_000;

  private final DeckPool pool;
  private final Tariff tariff = new Tariff();
  private final LinkedHashMap<String, Staged> staged = new LinkedHashMap<>();
  private final TreeMap<String, ServiceNumber> serviceNumbers = new TreeMap<>();

  /** Parts received so far, in order. */
  private record Staged(List<Rate> rates, int parts) {}

  Tariffs(DeckPool pool) {
    this.pool = pool;
  }

  Tariff tariff() {
    return tariff;
  }

  SortedMap<String, ServiceNumber> serviceNumbers() {
    return serviceNumbers;
  }

  List<EngineImage.StagedDeck> stagedImage() {
    return staged.entrySet().stream().map(entry -> new EngineImage.StagedDeck(entry.getKey(), entry.getValue().parts(),
        List.copyOf(entry.getValue().rates()))).toList();
  }

  void restore(EngineImage image) {
    image.decks().forEach(tariff::add);
    image.stagedDecks()
        .forEach(deck -> staged.put(deck.deckId(), new Staged(new ArrayList<>(deck.rates()), deck.parts())));
    image.serviceNumbers().forEach(number -> serviceNumbers.put(number.digits(), number));
  }

  Outcome stage(Command.StageRates command) {
    Staged sofar = command.part() == 0 ? new Staged(new ArrayList<>(), 0) : staged.get(command.deckId());
    if (sofar == null || sofar.parts() != command.part()) {
      return new Outcome.Refused(Refusal.DECK_INCOMPLETE);
    }
    sofar.rates().addAll(command.rates());
    staged.put(command.deckId(), new Staged(sofar.rates(), sofar.parts() + 1));
    if (staged.size() > MAX_STAGED) {
      staged.pollFirstEntry();
    }
    return Outcome.DONE;
  }

  /** Adding a deck that is there already changes nothing. */
  Outcome add(Command.AddDeck command, long nowMicros) {
    if (tariff.deck(command.deckId()) != null) {
      return Outcome.DONE;
    }
    tariff.forgetSuperseded(nowMicros - RequestLog.KEPT_MICROS);
    Staged complete = staged.remove(command.deckId());
    if (complete == null || complete.rates().size() != command.rateCount()) {
      return new Outcome.Refused(Refusal.DECK_INCOMPLETE);
    }
    if (tariff.size() >= MAX_DECKS) {
      return new Outcome.Refused(Refusal.LIMIT_REACHED);
    }
    tariff.add(new DeckVersion(command.deckId(), command.displayName(), command.callType(), command.currency(),
        command.effectiveMicros(), nowMicros, command.contentSha256(), pool.compile(complete.rates())));
    return Outcome.DONE;
  }

  Outcome put(Command.PutServiceNumber command) {
    serviceNumbers.put(command.number().digits(), command.number());
    return Outcome.DONE;
  }

  Outcome delete(Command.DeleteServiceNumber command) {
    return serviceNumbers.remove(command.digits()) == null
        ? new Outcome.Refused(Refusal.NO_SUCH_SERVICE_NUMBER)
        : Outcome.DONE;
  }
}
