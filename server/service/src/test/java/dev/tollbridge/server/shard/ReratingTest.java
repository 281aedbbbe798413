package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.OrganizationView;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.engine.ReratingCounts;
import dev.tollbridge.core.engine.ReratingProgress;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.server.record.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Re-ratings over real logs and records, two calls at a time. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class ReratingTest {
  /** All in shard 0, in this order. */
  private static final List<String> ORGANIZATIONS = List.of("acme", "globex", "sim-1-1");
  private static final int CALLS_EACH = 5;
  private static final long CREDIT_MICROS = 1_000_000;
  private static final long NEW_PRICE_MICROS = RouterScene.PRICE_MICROS / 4;
  private static final long FROM_MICROS = RouterScene.ANSWER_MICROS - TimeUnit.HOURS.toMicros(1);
  private static final long TO_MICROS = RouterScene.ANSWER_MICROS;

  @TempDir
  private Path directory;
  private RouterScene scene;

  /** Five calls of one minute for each organization, and then a deck that is three quarters cheaper. */
  @BeforeEach
  void bookCalls() throws IOException {
    scene = new RouterScene(directory);
    RouterScene.deck("deck-1").forEach(command -> scene.catalog().submit(command).join());
    for (String organization : ORGANIZATIONS) {
      assertThat(scene.shard(organization).number()).isZero();
      assertThat(scene.create(organization)).isInstanceOf(Outcome.Stored.class);
      assertThat(scene.purchase(organization, "buy", CREDIT_MICROS).join()).isInstanceOf(Outcome.EntryMade.class);
      for (int call = 0; call < CALLS_EACH; call++) {
        book(organization, "usage-" + call, FROM_MICROS + TimeUnit.MINUTES.toMicros(call));
      }
    }
    importDeck("deck-2", NEW_PRICE_MICROS);
  }

  @AfterEach
  void close() throws IOException {
    scene.close();
  }

  private void book(String organization, String usageId, long startMicros) {
    var call = new Call(organization, "ann", Direction.DIAL_OUT, "", "+33140000000", "33140000000", "FR", false);
    assertThat(scene.shard(organization).submit(new Command.BookCall(usageId, 1, "leg", "conference", call, startMicros,
        startMicros + TimeUnit.MINUTES.toMicros(1))).join()).isInstanceOf(Outcome.CallBooked.class);
  }

  private void importDeck(String deckId, long priceMicros) {
    var rate = new Rate("33", deckId, priceMicros, 0, new Increments(60, 60), "", "", false, 0, 0, null);
    List<Command> commands = new ArrayList<>(DeckParts.stage(deckId, List.of(rate)));
    commands.add(new Command.AddDeck(deckId, "Deck", CallType.DIAL_OUT, "EUR", 0, "sha", 1));
    commands.forEach(command -> scene.catalog().submit(command).join());
  }

  private Shard shard() {
    return scene.router().first();
  }

  private ShardRerating rerating(String organizationId) {
    return new ShardRerating(shard(), new ReratingScope(organizationId, null, FROM_MICROS, TO_MICROS), 2, Author.NONE);
  }

  private static Request request(String id) {
    return new Request(id, 7);
  }

  private static ReratingProgress opened(Outcome outcome) {
    return ((Outcome.ReratingReached) outcome).rerating();
  }

  private static List<ReratedCall> changed(ShardRerating rerating, ReratingProgress finished) {
    List<ReratedCall> changed = new ArrayList<>();
    rerating.changed(finished, changed::addAll);
    return changed;
  }

  /** Every call booked once at the old price, and once by how much the new one is lower. */
  private void everyCallWasReratedOnce(long priceMicros) {
    for (String id : ORGANIZATIONS) {
      OrganizationView organization = Objects.requireNonNull(shard().read(engine -> engine.organization(id)));
      assertThat(organization.balanceMicros()).as(id).isEqualTo(CREDIT_MICROS - CALLS_EACH * priceMicros);
      assertThat(organization.ledgerBalanceMicros()).as(id).isEqualTo(organization.balanceMicros());
      assertThat(reratings(id)).extracting(LedgerEntry::reference).as(id).containsExactlyInAnyOrder("usage-0",
          "usage-1", "usage-2", "usage-3", "usage-4");
    }
  }

  private List<LedgerEntry> reratings(String organizationId) {
    return shard().records().ledgerEntries(organizationId, Position.before(0), Long.MAX_VALUE, 100).stream()
        .filter(entry -> entry.kind() == LedgerEntry.Kind.RERATING).toList();
  }

  @Test
  void aDryRunSaysWhatWouldComeAndChangesNothing() {
    List<List<Object>> before = scene.state();
    List<ReratedCall> would = new ArrayList<>();

    ReratingCounts counts = rerating("").dryRun(would::addAll);
    ReratingCounts ofOne = rerating("globex").dryRun(_ -> {});

    assertThat(counts).isEqualTo(ReratingCounts.NONE).isEqualTo(ofOne);
    assertThat(would).hasSize(15).extracting(ReratedCall::organizationId).isSorted();
    assertThat(would.getFirst()).isEqualTo(new ReratedCall("acme", "usage-0", "EUR", 0, new LedgerEntry.PriceChange(1,
        RouterScene.PRICE_MICROS, NEW_PRICE_MICROS, "France", "deck-2", 60, 0), 0));
    assertThat(scene.state()).isEqualTo(before);
    assertThat(reratings("acme")).isEmpty();
  }

  @Test
  void whatADryRunSaysIsWhatIsBooked() {
    List<LedgerEntry.PriceChange> would = new ArrayList<>();
    rerating("").dryRun(calls -> calls.forEach(call -> would.add(call.prices())));
    ShardRerating rerating = rerating("");

    ReratingProgress finished = rerating.finish(opened(rerating.open(request("fix"))));

    assertThat(changed(rerating, finished)).extracting(ReratedCall::prices).isEqualTo(would);
    everyCallWasReratedOnce(NEW_PRICE_MICROS);
  }

  @Test
  void aRepeatAnswersTheSameAndBooksNothing() throws IOException {
    ShardRerating rerating = rerating("");
    ReratingProgress finished = rerating.finish(opened(rerating.open(request("fix"))));
    List<ReratedCall> first = changed(rerating, finished);
    importDeck("deck-3", 0);
    scene.reopen();

    ReratingProgress again = opened(rerating("").open(request("fix")));

    assertThat(again).isEqualTo(finished);
    assertThat(changed(rerating(""), rerating("").finish(again))).isEqualTo(first).hasSize(15);
    everyCallWasReratedOnce(NEW_PRICE_MICROS);
  }

  @Test
  void goesOnAfterAStopBetweenTwoBatches() throws IOException {
    ShardRerating rerating = rerating("");
    ReratingProgress half = rerating.next(rerating.next(opened(rerating.open(request("fix")))));
    assertThat(half.complete()).isFalse();
    scene.reopen();

    Outcome other = rerating("acme").open(request("other"));
    ReratingProgress resumed = opened(rerating("").open(request("fix")));
    ReratingProgress finished = rerating("").finish(resumed);

    assertThat(other).isEqualTo(new Outcome.Refused(Refusal.RERATING_OPEN));
    assertThat(resumed).isEqualTo(half);
    assertThat(changed(rerating(""), finished)).hasSize(15);
    everyCallWasReratedOnce(NEW_PRICE_MICROS);
  }

  /** The batch was read before the other one was booked, so its content is outdated. */
  @Test
  void aBatchThatOthersHaveBookedIsNotBookedAgain() {
    ShardRerating rerating = rerating("");
    ReratingProgress start = opened(rerating.open(request("fix")));
    ReratingProgress first = rerating.next(start);

    ReratingProgress stale = rerating.next(start);

    assertThat(stale).isEqualTo(first);
    assertThat(reratings("acme")).hasSize(2);
  }

  @Test
  void manyCallsOfOneRequestAtTheSameTimeBookEachCallOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<List<ReratedCall>> work = () -> {
        ShardRerating rerating = rerating("");
        return changed(rerating, rerating.finish(opened(rerating.open(request("fix")))));
      };
      List<Future<List<ReratedCall>>> answers = threads.invokeAll(List.of(work, work, work, work));
      for (Future<List<ReratedCall>> answer : answers) {
        assertThat(answer.get()).hasSize(15).isEqualTo(answers.getFirst().get());
      }
    }
    everyCallWasReratedOnce(NEW_PRICE_MICROS);
  }

  @Test
  void aSecondReratingStartsFromTheLatestCharge() {
    ShardRerating rerating = rerating("");
    var _ = rerating.finish(opened(rerating.open(request("first"))));
    importDeck("deck-3", 3 * RouterScene.PRICE_MICROS);

    ReratingProgress second = rerating.finish(opened(rerating.open(request("second"))));
    ReratingProgress third = rerating.finish(opened(rerating.open(request("third"))));

    assertThat(changed(rerating, second)).hasSize(15).extracting(call -> call.prices().oldChargeMicros())
        .containsOnly(NEW_PRICE_MICROS);
    assertThat(changed(rerating, second)).extracting(call -> call.prices().oldDestination()).containsOnly("deck-2");
    assertThat(third.counts()).isEqualTo(new ReratingCounts(15, ReratingCounts.NONE.skipped()));
    OrganizationView acme = Objects.requireNonNull(shard().read(engine -> engine.organization("acme")));
    assertThat(acme.balanceMicros()).isEqualTo(CREDIT_MICROS - 3 * CALLS_EACH * RouterScene.PRICE_MICROS);
  }

  @Test
  void callsClosedAfterItBeganAreLeftToTheNextOne() {
    ShardRerating rerating = rerating("");
    ReratingProgress opened = opened(rerating.open(request("fix")));
    book("acme", "late", FROM_MICROS);
    importDeck("deck-3", 3 * RouterScene.PRICE_MICROS);

    ReratingProgress finished = rerating.finish(opened);
    ReratingProgress next = rerating.finish(opened(rerating.open(request("next"))));

    assertThat(changed(rerating, finished)).hasSize(15).extracting(ReratedCall::usageId).doesNotContain("late");
    assertThat(changed(rerating, next)).extracting(ReratedCall::usageId).containsExactly("late");
  }

  @Test
  void callsOutsideOfTheRangeAndOfOtherTypesAreNotSeen() {
    book("acme", "before", FROM_MICROS - 1);
    book("acme", "at the end", TO_MICROS - TimeUnit.MINUTES.toMicros(1));
    var dialIn = new ReratingScope("acme", CallType.TOLL_DIAL_IN, FROM_MICROS, TO_MICROS);
    var narrow = new ReratingScope("acme", CallType.DIAL_OUT, FROM_MICROS + 1,
        TO_MICROS - TimeUnit.MINUTES.toMicros(1));
    List<ReratedCall> would = new ArrayList<>();

    assertThat(new ShardRerating(shard(), dialIn, 2, Author.NONE).dryRun(would::addAll)).isEqualTo(ReratingCounts.NONE);
    assertThat(would).isEmpty();
    assertThat(new ShardRerating(shard(), narrow, 2, Author.NONE).dryRun(would::addAll)).isEqualTo(ReratingCounts.NONE);
    assertThat(would).extracting(ReratedCall::usageId).containsExactly("usage-1", "usage-2", "usage-3", "usage-4");
  }

  @Test
  void activeLegsAreCountedAndKeepTheirRate() {
    scene.openSession();
    scene.send(1, 1, "acme", RouterScene.answered(1, "acme"));
    var around = new ReratingScope("", null, FROM_MICROS, RouterScene.ANSWER_MICROS + 1);
    importDeck("deck-3", 5 * RouterScene.PRICE_MICROS);
    scene.advance(Duration.ofSeconds(61));

    assertThat(new ShardRerating(shard(), around, Author.NONE).activeLegCount()).isOne();
    assertThat(rerating("").activeLegCount()).isZero();
    scene.send(2, 2, "acme", RouterScene.ended(2, 1, "acme", Duration.ofSeconds(60)));

    assertThat(scene.records("acme").getLast().chargeMicros()).isEqualTo(NEW_PRICE_MICROS);
    assertThat(new ShardRerating(shard(), around, Author.NONE).activeLegCount()).isZero();
  }
}
