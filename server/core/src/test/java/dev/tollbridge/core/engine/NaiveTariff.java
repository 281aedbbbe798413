package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The decks and service numbers of the model. */
final class NaiveTariff {
  private final Map<String, List<Rate>> staged = new HashMap<>();
  private final List<Deck> decks = new ArrayList<>();
  private final Set<String> tollFreeNumbers = new TreeSet<>();

  private record Deck(CallType callType, long effectiveMicros, List<NaiveRate> rates) {}

  void stage(Command.StageRates command) {
    staged.put(command.deckId(), command.rates());
  }

  void add(Command.AddDeck command) {
    decks.add(new Deck(command.callType(), command.effectiveMicros(), staged.getOrDefault(command.deckId(), List.of())
        .stream().map(NaiveRate::of).toList()));
  }

  void put(ServiceNumber number) {
    tollFreeNumbers.add("+" + number.digits());
  }

  boolean knows(String serviceNumber) {
    return tollFreeNumbers.contains(serviceNumber);
  }

  @Nullable
  NaiveRate find(Call call, long atMicros) {
    if (call.direction() == Direction.DIAL_OUT) {
      return call.emergency() ? null : find(CallType.DIAL_OUT, call.remoteDigits(), atMicros);
    }
    return tollFreeNumbers.contains(call.serviceNumber())
        ? find(CallType.TOLL_FREE_DIAL_IN, call.serviceNumber().substring(1), atMicros)
        : null;
  }

  private @Nullable NaiveRate find(CallType callType, String digits, long atMicros) {
    Deck inForce = null;
    for (Deck deck : decks) {
      boolean begun = deck.callType == callType && deck.effectiveMicros <= atMicros;
      if (begun && (inForce == null || deck.effectiveMicros >= inForce.effectiveMicros)) {
        inForce = deck;
      }
    }
    NaiveRate longest = null;
    for (NaiveRate rate : inForce == null ? List.<NaiveRate>of() : inForce.rates) {
      boolean longer = longest == null || rate.prefix().length() > longest.prefix().length();
      longest = digits.startsWith(rate.prefix()) && longer ? rate : longest;
    }
    return longest;
  }
}
