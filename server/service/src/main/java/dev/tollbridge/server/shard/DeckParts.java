package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import java.util.ArrayList;
import java.util.List;

/** The commands that bring a rate deck into a shard: its rates in parts that fit a log entry, then the deck itself. */
final class DeckParts {
  private static final int RATES_PER_PART = 1_000;

  private DeckParts() {}

  static List<Command> of(DeckVersion deck) {
    List<Command> commands = stage(deck.deckId(), deck.deck().rates());
    commands.add(new Command.AddDeck(deck.deckId(), deck.displayName(), deck.callType(), deck.currency(),
        deck.effectiveMicros(), deck.contentSha256(), deck.deck().rates().size(), deck.importMicros()));
    return commands;
  }

  /** The commands that stage the rates. */
  static List<Command> stage(String deckId, List<Rate> rates) {
    List<Command> commands = new ArrayList<>();
    for (int from = 0; from < rates.size(); from += RATES_PER_PART) {
      int to = Math.min(from + RATES_PER_PART, rates.size());
      commands.add(new Command.StageRates(deckId, commands.size(), rates.subList(from, to)));
    }
    return commands;
  }
}
