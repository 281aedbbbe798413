package dev.tollbridge.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.EffectRecorder;
import dev.tollbridge.core.engine.EffectRecorder.Effect;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.OrganizationView;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.server.rpc.CallDecoder;
import dev.tollbridge.server.rpc.PhoneNumbers;
import dev.tollbridge.server.rpc.Texts;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever text, times and order a bridge reports: no leg that it has ended is active afterwards, every leg that can be
 * charged is there, records hold clean texts, and the money adds up.
 *
 * <p>{@code -Dseed=…} runs one, {@code -Druns=…} as many.
 */
class LegEventsPropertyTest {
  private static final int RUNS = 60;
  private static final int EVENTS = 300;
  private static final long CREDIT_MICROS = 1_000_000_000;
  private static final String BRIDGE = "bridge";

  @Test
  void whatTheBridgeHasEndedIsNotActiveAndMoneyAddsUp() {
    Long seed = Long.getLong("seed");
    if (seed != null) {
      new Run(seed).run();
      return;
    }
    long ended = 0;
    for (long each = 0; each < Integer.getInteger("runs", RUNS); each++) {
      ended += new Run(each).run();
    }
    assertThat(ended).as("legs that were closed by their ends").isGreaterThan(1_000);
  }

  /** One bridge with odd events of legs of two organizations. */
  private static final class Run {
    private final long seed;
    private final OddEvents events;
    private final LegEventDecoder decoder = new LegEventDecoder(new CallDecoder(new PhoneNumbers(), _ -> "US"));
    private final EffectRecorder effects = new EffectRecorder();
    private final RatingEngine engine = new RatingEngine(0, new DeckPool(), effects);
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Set<Long> accepted = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final List<CallRecord> records = new ArrayList<>();

    Run(long seed) {
      this.seed = seed;
      events = new OddEvents(seed);
    }

    int run() {
      try {
        setUp();
        for (long sequence = 1; sequence <= EVENTS; sequence++) {
          engine.advance(engine.nowMicros() + events.pauseMicros());
          report(events.next(sequence, engine.nowMicros()));
        }
        check();
        return records.size();
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("failed with -Dseed=" + seed + ", after " + notices.size() + " notices", failure);
      }
    }

    private void setUp() {
      engine.advance(OddEvents.START_MICROS);
      engine.apply(new Command.Configure(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 1));
      for (String id : OddEvents.ORGANIZATIONS) {
        var request = new Request("create " + id, 0);
        engine.apply(new Command.CreateOrganization(request,
            new Profile(id, id, "US", "USD", true, List.of(), true, 0)));
        engine.apply(new Command.PurchaseCredits(new Request("buy " + id, 0), id, CREDIT_MICROS));
      }
      var rate = new Rate("33", "France", 20_000, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0, null);
      engine.apply(new Command.StageRates("deck", 0, List.of(rate)));
      engine.apply(new Command.AddDeck("deck", "deck", CallType.DIAL_OUT, "USD", 0, "", 1));
      engine.apply(new Command.PutServiceNumber(new ServiceNumber("18005550100", "US", true)));
      engine.apply(new Command.OpenSession(BRIDGE, 1));
      effects.drain();
    }

    private void report(dev.tollbridge.v1.LegEvent event) {
      int before = rejections.size();
      LegEvent decoded = decoder.decode(event, 1, rejections::add, notices::add);
      assertThat(decoded == null).as("rejected or decoded: %s", event).isEqualTo(rejections.size() > before);
      var batch = new Command.LegEvents(BRIDGE, 1, event.getSequence(), event.getSequence(),
          decoded == null ? List.of() : List.of(decoded));
      var outcome = (Outcome.EventsApplied) engine.apply(batch);
      outcome.notices().forEach(notice -> notices.add(Notices.encode(notice, Objects.requireNonNull(decoded))));
      outcome.rejections().forEach(rejection -> rejections.add(Rejections.encode(rejection)));
      if (event.hasEnded()) {
        assertEnds(event.getLegNumber(), outcome);
      } else if (decoded != null && outcome.rejections().isEmpty()) {
        accepted.add(event.getLegNumber());
      } else {
        boolean used = event.getLegNumber() < 1 || accepted.contains(event.getLegNumber());
        assertThat(used || OddEvents.mayBeRefused(event, engine.nowMicros())).as("may be refused: %s", event).isTrue();
      }
      effects.drain().forEach(this::take);
    }

    private void assertEnds(long legNumber, Outcome.EventsApplied outcome) {
      assertThat(engine.hasLeg(BRIDGE, 1, legNumber, Long.MAX_VALUE)).as("leg %s is active after its end", legNumber)
          .isFalse();
      if (accepted.contains(legNumber)) {
        assertThat(outcome.rejections()).as("end of a known leg").isEmpty();
        ended.add(legNumber);
      }
    }

    private void take(Effect effect) {
      if (effect instanceof Effect.Closed(var record) && record.sequence() > records.size()) {
        records.add(record);
      }
    }

    private void check() {
      assertThat(engine.image().legs()).hasSize(engine.activeLegCount());
      assertThat(engine.activeLegCount()).isEqualTo(accepted.size() - records.size());
      for (CallRecord record : records) {
        assertThat(record.span().durationSeconds()).isBetween(0L, RatingEngine.MAX_CALL_MICROS / 1_000_000);
        assertClean(record.legId());
        assertClean(record.ending().cause());
        assertClean(record.parties().conferenceId());
        assertClean(record.parties().organizerId());
        assertClean(record.parties().serviceNumber());
        assertClean(record.parties().remoteNumber());
      }
      for (String id : OddEvents.ORGANIZATIONS) {
        OrganizationView view = Objects.requireNonNull(engine.organization(id));
        long charged = records.stream().filter(record -> record.parties().organizationId().equals(id))
            .mapToLong(CallRecord::chargeMicros).sum();
        assertThat(view.ledgerBalanceMicros()).as("ledger of %s", id).isEqualTo(CREDIT_MICROS - charged);
        assertThat(view.balanceMicros() + view.activeLegsMicros()).isEqualTo(view.ledgerBalanceMicros());
      }
    }

    private static void assertClean(String text) {
      assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(Texts.MAX_LENGTH);
      assertThat(text.codePoints().noneMatch(c -> Character.isISOControl(c)
          || Character.getType(c) == Character.SURROGATE)).as(text).isTrue();
    }
  }
}
