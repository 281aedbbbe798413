package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.core.tariff.ZoneTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two shards that share time zone tables and a level, whatever happens between them. */
@Timeout(300)
@Tag("slow")
final class SharedZonesTest {
  private static final ZoneTable BERLIN = ZoneData.table("Europe/Berlin");

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

  private Stream<List<ZoneTable>> tables() {
    return scene.router().shards().stream().map(shard -> shard.read(engine -> engine.zones().tables()));
  }

  private Outcome addDeck(String id, String zone) {
    var window = new TimeWindow(zone, TimeWindow.EVERY_DAY, 0, 60);
    var rate = new Rate("49", "night", 1, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0, window);
    var add = new Command.AddDeck(id, id, CallType.DIAL_OUT, "EUR", 0, "", 1);
    return scene.catalog().addDeck(add, List.of(rate), Author.NONE, () -> {}).join();
  }

  private static ZoneTable berlin(String version) {
    return new ZoneTable("Europe/Berlin", version, 0, List.of());
  }

  @Test
  void aStartBringsEveryShardToTheHighestLevel() {
    assertThat(scene.router().shards()).allSatisfy(
        shard -> assertThat(shard.<Integer>read(RatingEngine::level)).isEqualTo(Level.HIGHEST));
  }

  @Test
  void aDeckBringsTheTablesOfItsZonesIntoEveryShard() throws IOException {
    assertThat(addDeck("deck", "Europe/Berlin")).isEqualTo(Outcome.DONE);
    assertThat(tables()).containsExactly(List.of(BERLIN), List.of(BERLIN));
    scene.reopen();
    assertThat(tables()).containsExactly(List.of(BERLIN), List.of(BERLIN));
  }

  @Test
  void aZoneWithoutTableIsRefusedWithTheDeck() {
    Shard shard = scene.router().shards().getFirst();
    var window = new TimeWindow("Europe/Berlin", TimeWindow.EVERY_DAY, 0, 60);
    var rate = new Rate("49", "night", 1, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0, window);
    shard.submit(new Command.StageRates("deck", 0, List.of(rate))).join();
    assertThat(shard.submit(new Command.AddDeck("deck", "", CallType.DIAL_OUT, "EUR", 0, "", 1)).join())
        .isEqualTo(new Outcome.Refused(Refusal.UNKNOWN_TIME_ZONE));
  }

  @Test
  void aStartOnNewerTzDataLogsItsTables() throws IOException {
    scene.catalog().submit(new Command.PutZones(List.of(berlin("2000a")))).join();
    scene.reopen();
    assertThat(tables()).containsExactly(List.of(BERLIN), List.of(BERLIN));
  }

  /** The tables in the state are enough; going back would change money twice. */
  @Test
  void aStartOnOlderTzDataKeepsTheTables() throws IOException {
    scene.catalog().submit(new Command.PutZones(List.of(berlin("9999z")))).join();
    scene.reopen();
    assertThat(tables()).containsExactly(List.of(berlin("9999z")), List.of(berlin("9999z")));
  }

  @Test
  void whatACrashLeftInTheFirstShardAloneIsBroughtToTheOthers() throws IOException {
    scene.router().shards().getFirst().submit(new Command.PutZones(List.of(berlin("9999z")))).join();
    scene.reopen();
    assertThat(tables()).containsExactly(List.of(berlin("9999z")), List.of(berlin("9999z")));
  }
}
