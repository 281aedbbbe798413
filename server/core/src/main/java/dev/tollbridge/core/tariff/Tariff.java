package dev.tollbridge.core.tariff;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All deck versions of a shard, past, present and scheduled. Not thread-safe. */
public final class Tariff {
  public static final int MAX_VERSIONS = 10_000;

  private final Map<CallType, Map<String, DeckTimeline>> timelines = new EnumMap<>(CallType.class);
  private final Map<String, DeckVersion> byId = new HashMap<>();
  private Zones zones = Zones.NONE;

  /** The time zones whose clocks its windows follow from now on. */
  public Zones zones() {
    return zones;
  }

  public void zones(Zones changed) {
    zones = changed;
  }

  /** Whether there is a table of each of a deck's time zones. */
  public boolean knowsZonesOf(RateDeck deck) {
    return deck.zones().stream().allMatch(zone -> zones.table(zone) != null);
  }

  /**
   * Adds a version.
   *
   * @throws IllegalStateException when its id is taken, there are {@link #MAX_VERSIONS} already, or the table of one of
   *     its time zones is missing
   */
  public void add(DeckVersion version) {
    if (byId.size() >= MAX_VERSIONS) {
      throw new IllegalStateException("more than " + MAX_VERSIONS + " deck versions");
    }
    if (!knowsZonesOf(version.deck())) {
      throw new IllegalStateException("deck " + version.deckId() + " names a time zone without a table");
    }
    if (byId.putIfAbsent(version.deckId(), version) != null) {
      throw new IllegalStateException("deck id is taken: " + version.deckId());
    }
    timeline(version).add(version);
  }

  /** Removes a version; one that is not there changes nothing. */
  public void remove(String deckId) {
    DeckVersion version = byId.remove(deckId);
    if (version != null) {
      timeline(version).remove(version);
    }
  }

  private DeckTimeline timeline(DeckVersion version) {
    return timelines.computeIfAbsent(version.callType(), _ -> new TreeMap<>())
        .computeIfAbsent(version.currency(), _ -> new DeckTimeline());
  }

  /** Forgets the versions that were no longer in force at the instant. */
  public void forgetSuperseded(long atMicros) {
    for (Map<String, DeckTimeline> byCurrency : timelines.values()) {
      for (DeckTimeline timeline : byCurrency.values()) {
        timeline.removeSupersededBy(atMicros).forEach(version -> byId.remove(version.deckId()));
      }
    }
  }

  /** Number of versions. */
  public int size() {
    return byId.size();
  }

  /** The version that prices calls answered at this instant, null if none does yet. */
  public @Nullable DeckVersion inForce(CallType callType, String currency, long atMicros) {
    Map<String, DeckTimeline> byCurrency = timelines.get(callType);
    DeckTimeline timeline = byCurrency == null ? null : byCurrency.get(currency);
    return timeline == null ? null : timeline.inForce(atMicros);
  }

  /** The version with this id, null if there is none. */
  public @Nullable DeckVersion deck(String deckId) {
    return byId.get(deckId);
  }

  /** The versions by call type, currency, effective time, then import; added in this order they restore the tariff. */
  public List<DeckVersion> versions() {
    List<DeckVersion> all = new ArrayList<>(byId.size());
    timelines.values().forEach(byCurrency -> byCurrency.values().forEach(timeline -> timeline.copyTo(all)));
    return all;
  }

  /** The rate of a number for a call answered at this instant, null if no deck is in force or no rate applies. */
  public @Nullable Rate find(CallType callType, String currency, RatedNumber number, long atMicros) {
    DeckVersion version = inForce(callType, currency, atMicros);
    return version == null ? null : version.deck().find(number, atMicros, zones);
  }
}
