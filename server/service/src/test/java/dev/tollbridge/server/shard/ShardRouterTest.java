package dev.tollbridge.server.shard;

import static dev.tollbridge.server.shard.RouterScene.answered;
import static dev.tollbridge.server.shard.RouterScene.ended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.ServiceNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class ShardRouterTest {
  private static final ServiceNumber NUMBER = new ServiceNumber("443300000001", "GB", false);
  /** Organizations of shard 0 and of shard 1. */
  private static final List<String> ORGANIZATIONS = List.of("acme", "initech");

  @TempDir
  private Path directory;
  private RouterScene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new RouterScene(directory);
  }

  @AfterEach
  void close() throws IOException {
    scene.close();
  }

  @Test
  void anOrganizationStaysInItsShardForEver() {
    List<String> ids = List.of("a", "acme", "globex", "initech", "sim-1-1", "sim-1-2", "x.y_z-0",
        "0123456789".repeat(6));

    assertThat(ids).extracting(id -> scene.shard(id).number()).containsExactly(0, 0, 0, 1, 0, 0, 0, 1);
  }

  @Test
  void stateIsTheSameWhenTheLogsAreReadAgain() throws IOException {
    fund();
    RouterScene.deck("deck-1").forEach(command -> scene.catalog().submit(command).join());
    scene.catalog().submit(new Command.PutServiceNumber(NUMBER)).join();
    scene.openSession();
    scene.send(1, 1, "acme", answered(1, "acme"));
    scene.send(2, 3, "initech", answered(2, "initech"), answered(3, "initech"));
    scene.advance(Duration.ofSeconds(61));
    scene.send(4, 4, "acme", ended(4, 1, "acme", Duration.ofSeconds(61)));
    List<List<Object>> state = scene.state();
    List<Outcome.SessionOpened> sessions = scene.openSession();
    List<CallRecord> records = scene.records("acme");

    scene.reopen();

    assertThat(scene.state()).isEqualTo(state);
    assertThat(scene.openSession()).isEqualTo(sessions);
    assertThat(scene.records("acme")).isEqualTo(records).hasSize(1);
    assertThat(sessions).extracting(Outcome.SessionOpened::seenThrough).containsExactly(4L, 4L);
    assertThat(sessions.get(1).legs()).containsExactly(
        new Outcome.LegTotals(2, "initech", 2, 2 * RouterScene.PRICE_MICROS, null),
        new Outcome.LegTotals(3, "initech", 2, 2 * RouterScene.PRICE_MICROS, null));
  }

  @Test
  void chargingGoesOnWhereItStopped() throws IOException {
    fund();
    RouterScene.deck("deck-1").forEach(command -> scene.catalog().submit(command).join());
    scene.openSession();
    scene.send(1, 1, "acme", answered(1, "acme"));
    scene.advance(Duration.ofSeconds(61));
    scene.reopen();
    scene.advance(Duration.ofMinutes(3));

    assertThat(scene.openSession().getFirst().legs()).containsExactly(
        new Outcome.LegTotals(1, "acme", 5, 5 * RouterScene.PRICE_MICROS, null));
  }

  @Test
  void everyCommandIsAnsweredOnceAndInOrder() {
    scene.create("acme");
    List<CompletableFuture<Outcome>> outcomes = IntStream.rangeClosed(1, 1_000)
        .mapToObj(i -> scene.purchase("acme", "request-" + i, 1)).toList();

    assertThat(outcomes)
        .extracting(outcome -> Objects.requireNonNull(((Outcome.EntryMade) outcome.join()).entry()).balanceMicros())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 1_000).mapToObj(Long::valueOf).toList());
  }

  @Test
  void whatWasDoneBeforeIsNotDoneAgain() throws IOException {
    fund();
    RouterScene.deck("deck-1").forEach(command -> scene.catalog().submit(command).join());
    scene.openSession();
    Outcome purchase = scene.purchase("acme", "purchase-2", 5).join();
    scene.send(1, 1, "acme", answered(1, "acme"));
    List<List<Object>> state = scene.state();
    scene.reopen();

    assertThat(scene.purchase("acme", "purchase-2", 5).join()).isEqualTo(purchase);
    assertThat(scene.purchase("acme", "purchase-2", 6).join())
        .isEqualTo(new Outcome.Refused(Refusal.REQUEST_ID_REUSED));
    assertThat(scene.send(1, 1, "acme", answered(1, "acme")))
        .containsOnly(new Outcome.EventsApplied(List.of(), List.of()));
    assertThat(scene.state()).isEqualTo(state);
  }

  @Test
  void everyShardHasDecksAndNumbers() {
    RouterScene.deck("deck-1").forEach(command -> scene.catalog().submit(command).join());
    scene.catalog().submit(new Command.PutServiceNumber(NUMBER)).join();

    requireInAllShards("deck-1");
  }

  /** As after a crash between shard 0 and the others. */
  @Test
  void aStartCompletesWhatOnlyShardZeroHas() throws IOException {
    Shard first = scene.router().first();
    RouterScene.deck("deck-1").forEach(command -> first.submit(command).join());
    first.submit(new Command.PutServiceNumber(NUMBER)).join();
    scene.router().shards().get(1).submit(new Command.PutServiceNumber(new ServiceNumber("49301", "DE", true))).join();
    scene.reopen();

    requireInAllShards("deck-1");
  }

  private void requireInAllShards(String deckId) {
    for (Shard shard : scene.router().shards()) {
      List<ServiceNumber> numbers = shard.read(RatingEngine::serviceNumbers);
      List<DeckVersion> decks = shard.read(RatingEngine::decks);
      assertThat(numbers).containsExactly(NUMBER);
      assertThat(decks).singleElement()
          .satisfies(deck -> assertThat(deck.deckId()).isEqualTo(deckId))
          .satisfies(deck -> assertThat(deck.deck().rates()).containsExactly(RouterScene.RATE));
    }
  }

  private void fund() {
    for (String organization : ORGANIZATIONS) {
      scene.create(organization);
      scene.purchase(organization, "purchase-1", 1_000_000).join();
    }
    assertThat(ORGANIZATIONS).extracting(id -> scene.shard(id).number()).containsExactly(0, 1);
  }
}
