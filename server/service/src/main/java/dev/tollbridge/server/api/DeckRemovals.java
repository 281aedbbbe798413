package dev.tollbridge.server.api;

import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.server.rpc.ApiErrors;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes that a deck takes away from the one that it replaces.
 *
 * @param replaced null when the deck replaces none
 * @param prefixes in order, each with the destination of the first of its rates that has no successor
 */
record DeckRemovals(@Nullable DeckVersion replaced, TreeMap<String, String> prefixes) {
  /** So many of the prefixes are named. */
  static final int MAX_NAMED = 100;
  private static final int SHOWN = 3;

  /** For whom a rate is, and whether at all times. */
  private record Scope(String country, String callerCountry, boolean always) {
    static Scope of(Rate rate) {
      return new Scope(rate.country(), rate.callerCountry(), rate.window() == null);
    }

    boolean covers(Scope other) {
      return (country.isEmpty() || country.equals(other.country))
          && (callerCountry.isEmpty() || callerCountry.equals(other.callerCountry)) && (always || !other.always);
    }
  }

  /** Compares the rates by prefix: a rate has a successor when one for the same prefix is for at least as many calls. */
  static DeckRemovals of(@Nullable DeckVersion replaced, List<Rate> rates) {
    TreeMap<String, String> removed = new TreeMap<>();
    if (replaced != null) {
      Map<String, Set<Scope>> present = new HashMap<>();
      rates.forEach(rate -> present.computeIfAbsent(rate.prefix(), _ -> new HashSet<>()).add(Scope.of(rate)));
      for (Rate rate : replaced.deck().rates()) {
        Scope scope = Scope.of(rate);
        if (present.getOrDefault(rate.prefix(), Set.of()).stream().noneMatch(other -> other.covers(scope))) {
          removed.putIfAbsent(rate.prefix(), rate.destination());
        }
      }
    }
    return new DeckRemovals(replaced, removed);
  }

  List<String> named() {
    return prefixes.keySet().stream().limit(MAX_NAMED).toList();
  }

  String replacedId() {
    return replaced == null ? "" : replaced.deckId();
  }

  /** The error of an import that must not remove any. */
  StatusRuntimeException refusal() {
    String shown = String.join(", ", prefixes.entrySet().stream().limit(SHOWN)
        .map(entry -> (entry.getKey().isEmpty() ? "any number" : entry.getKey()) + " (" + entry.getValue() + ")")
        .toList());
    String count = prefixes.size() == 1 ? "1 prefix" : prefixes.size() + " prefixes";
    String name = replaced == null ? "" : replaced.displayName();
    return ApiErrors.failedPrecondition("RATE_DECK_REMOVES_PREFIXES",
        "the import takes " + count + " away from the deck in force, \"" + name + "\": " + shown
            + (prefixes.size() > SHOWN ? " and others" : "") + "; set allow_removals if that is meant",
        Map.of("removed_prefixes", Integer.toString(prefixes.size()), "replaced_deck_id", replacedId()));
  }
}
