package dev.tollbridge.benchmarks.engine;

import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import java.util.ArrayList;
import java.util.List;

/** Fills an engine with active legs whose answers are spread evenly over one minute. */
final class ActiveLegs {
  static final long MINUTE_MICROS = 60_000_000;
  static final long START_MICROS = 1_800_000_000_000_000L;

  private static final int LEGS_PER_BRIDGE = 100_000;
  private static final int EVENTS_PER_BATCH = 1_000;
  private static final long CREDIT_MICROS = 1_000_000_000_000_000L;
  private static final long AN_AGE_MICROS = 1_000 * 365 * 24 * 60 * MINUTE_MICROS;

  private final RatingEngine engine;
  private final int legCount;
  private final int organizationCount;

  ActiveLegs(RatingEngine engine, int legCount, int organizationCount) {
    this.engine = engine;
    this.legCount = legCount;
    this.organizationCount = organizationCount;
  }

  /** Creates organizations and answers legs; engine time is then at most a minute after {@link #START_MICROS}. */
  void fill() {
    prepare();
    for (int from = 0; from < legCount; from += LEGS_PER_BRIDGE) {
      answer(from, Math.min(legCount, from + LEGS_PER_BRIDGE));
    }
    engine.advance(START_MICROS + MINUTE_MICROS);
  }

  /** Creates a deck and organizations, at {@link #START_MICROS}. */
  void prepare() {
    engine.advance(START_MICROS);
    // A lease that does not expire, so that the benchmark needs no heartbeats.
    engine.apply(new Command.Configure(AN_AGE_MICROS, AN_AGE_MICROS, 1));
    engine.apply(new Command.StageRates("deck", 0, List.of(
        new Rate("33", "France", 20_000, 0, new Increments(60, 60), "", "", false, 0, 0, null))));
    engine.apply(new Command.AddDeck("deck", "Deck", CallType.DIAL_OUT, "USD", 0, "", 1));
    for (int i = 0; i < organizationCount; i++) {
      create(organizationId(i));
    }
  }

  static String organizationId(int number) {
    return "organization-" + number;
  }

  private void create(String id) {
    engine.apply(new Command.CreateOrganization(new Request("create", 1),
        new Profile(id, id, "US", "USD", true, List.of(), true, 0)));
    engine.apply(new Command.PurchaseCredits(new Request("purchase", 2), id, CREDIT_MICROS));
  }

  private void answer(int from, int to) {
    String bridgeId = "bridge-" + from / LEGS_PER_BRIDGE;
    engine.apply(new Command.OpenSession(bridgeId, 1));
    for (int first = from; first < to; first += EVENTS_PER_BATCH) {
      List<LegEvent> events = new ArrayList<>();
      for (int leg = first; leg < Math.min(to, first + EVENTS_PER_BATCH); leg++) {
        events.add(answered(leg - from + 1L, leg));
      }
      engine.apply(new Command.LegEvents(bridgeId, 1, events.getFirst().sequence(), events.getLast().sequence(),
          events));
    }
  }

  static Call call(String organizationId) {
    return new Call(organizationId, "olga", Direction.DIAL_OUT, "", "+33140000000", "33140000000", "FR", false);
  }

  private LegEvent answered(long sequence, int leg) {
    Call call = call(organizationId(leg % organizationCount));
    // Legs next to each other in time belong to different bridges and organizations, as in reality.
    long phaseMicros = Math.floorMod(leg * 7_919L, legCount) * MINUTE_MICROS / legCount;
    return new LegEvent.Answered(sequence, sequence, "leg-" + leg, "conference-" + leg / 8, call,
        START_MICROS + phaseMicros);
  }
}
