package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deck is in all shards or in none, whatever interrupts its deletion. */
@Tag("slow")
class DeckDeletionTest {
  @TempDir
  private Path directory;
  private RouterScene scene;

  @BeforeEach
  void start() throws IOException {
    scene = new RouterScene(directory);
    add("first");
    scene.advance(Duration.ofSeconds(1));
    add("second");
  }

  @AfterEach
  void close() throws IOException {
    scene.close();
  }

  private void add(String id) {
    var rate = new Rate("49", id, 1, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0, null);
    var add = new Command.AddDeck(id, id, CallType.DIAL_OUT, "EUR", 0, "", 1);
    assertThat(scene.catalog().addDeck(add, List.of(rate), Author.NONE, () -> {}).join()).isEqualTo(Outcome.DONE);
  }

  private List<List<String>> decks() {
    return scene.router().shards().stream().map(
        shard -> shard.read(RatingEngine::decks).stream().map(DeckVersion::deckId).toList()).toList();
  }

  @Test
  void aDeckIsDeletedInEveryShard() throws IOException {
    assertThat(scene.catalog().deleteDeck("second", Author.NONE).join()).isEqualTo(Outcome.DONE);
    assertThat(decks()).containsOnly(List.of("first"));
    assertThat(scene.catalog().deleteDeck("second", Author.NONE).join())
        .isEqualTo(new Outcome.Refused(Refusal.NO_SUCH_RATE_DECK));
    scene.reopen();
    assertThat(decks()).containsOnly(List.of("first"));
  }

  /** The first shard decides: a deck that only others have deleted comes back, at its place among those of its time. */
  @Test
  void aDeletionThatACrashInterruptedIsUndone() throws IOException {
    Shard last = scene.router().shards().getLast();
    assertThat(last.submit(new Command.DeleteDeck("first")).join()).isEqualTo(Outcome.DONE);
    scene.reopen();
    assertThat(decks()).containsOnly(List.of("first", "second"));
  }
}
