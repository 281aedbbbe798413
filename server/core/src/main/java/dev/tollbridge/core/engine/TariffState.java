package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.core.tariff.Tariff;
import dev.tollbridge.core.tariff.Zones;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shard's rate decks and service numbers, and the decks being staged. */
final class TariffState {
  private final Rules rules;
  private final DeckPool pool;
  private final Tariff tariff = new Tariff();
  private final LinkedHashMap<String, Staged> staged = new LinkedHashMap<>();
  /** Ids of the decks that calls of this shard have been rated with. */
  private final Set<String> used = new HashSet<>();
  private final TreeMap<String, ServiceNumber> serviceNumbers = new TreeMap<>();

  /** Parts received so far, in order. */
  private record Staged(List<Rate> rates, int parts) {}

  TariffState(Rules rules, DeckPool pool) {
    this.rules = rules;
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
    tariff.zones(Zones.NONE.with(image.zones()));
    image.decks().forEach(tariff::add);
    used.addAll(image.usedDecks());
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
    if (staged.size() > rules.level().decks().maxStaged()) {
      staged.pollFirstEntry();
    }
    return Outcome.DONE;
  }

  /** Makes the staged rates a deck; adding a deck again changes nothing. */
  Outcome add(Command.AddDeck command, long nowMicros) {
    if (tariff.deck(command.deckId()) != null) {
      return Outcome.DONE;
    }
    tariff.forgetSuperseded(nowMicros - rules.level().memory().deckMicros());
    used.removeIf(deckId -> tariff.deck(deckId) == null);
    Staged complete = staged.remove(command.deckId());
    if (complete == null || complete.rates().size() != command.rateCount()) {
      return new Outcome.Refused(Refusal.DECK_INCOMPLETE);
    }
    if (tariff.size() >= rules.level().decks().maxDecks()) {
      return new Outcome.Refused(Refusal.LIMIT_REACHED);
    }
    RateDeck deck = pool.compile(complete.rates());
    if (!tariff.knowsZonesOf(deck)) {
      return new Outcome.Refused(Refusal.UNKNOWN_TIME_ZONE);
    }
    tariff.add(new DeckVersion(command.deckId(), command.displayName(), command.callType(), command.currency(),
        command.effectiveMicros(), command.importMicros() == null ? nowMicros : command.importMicros(),
        command.contentSha256(), deck));
    return Outcome.DONE;
  }

  /** A deck that is not there is refused, so that a deletion never hides a mistaken id. */
  Outcome delete(Command.DeleteDeck command) {
    if (tariff.deck(command.deckId()) == null) {
      return new Outcome.Refused(Refusal.NO_SUCH_RATE_DECK);
    }
    if (used(command.deckId())) {
      return new Outcome.Refused(Refusal.RATE_DECK_USED);
    }
    tariff.remove(command.deckId());
    return Outcome.DONE;
  }

  /** Notes that a call answered at the instant was rated with the deck in force then: it stays. */
  void markUsed(CallType callType, String currency, long atMicros) {
    DeckVersion deck = tariff.inForce(callType, currency, atMicros);
    if (deck != null) {
      used.add(deck.deckId());
    }
  }

  boolean used(String deckId) {
    return used.contains(deckId);
  }

  List<String> usedImage() {
    return used.stream().sorted().toList();
  }

  /** Adds the tables, replacing those of zones already known. */
  Outcome put(Command.PutZones command) {
    Zones changed = tariff.zones().with(command.tables());
    if (changed.tables().size() > rules.level().decks().maxZones()) {
      return new Outcome.Refused(Refusal.LIMIT_REACHED);
    }
    tariff.zones(changed);
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
