package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.DenialReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The legs of two bridges, as commands show and end them. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LegCommandsTest {
  private static final String COLUMNS = "BRIDGE LEG ID ORGANIZATION ORGANIZER CONFERENCE CALL TYPE NUMBER ANSWERED MINUTES"
      + " CHARGE PRICE PER MINUTE CURRENCY STATE";

  @TempDir
  private Path folder;
  private RunningServer server;
  private ObedientBridge bridge;
  private ObedientBridge other;

  @BeforeEach
  void start() throws Exception {
    server = RunningServer.start(folder.resolve("data"));
    Path deck = Files.writeString(folder.resolve("deck.csv"),
        """
            prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
            33,France,0.02,0,60,60,EUR
            """);
    for (String command : List.of("org create acme --country DE --currency EUR --license-everybody",
        "credit buy acme 50 EUR --yes", "deck import --effective-time 2026-01-01 " + deck)) {
      CommandRun run = server.run(command);
      assertThat(run.exitCode()).as(run.err()).isZero();
    }
    bridge = ObedientBridge.connected(server.target(), "edge-1");
    other = ObedientBridge.connected(server.target(), "edge-2");
    bridge.answer("acme", "leg-1", "+33140000000");
    bridge.answer("acme", "leg-2", "+493012345678");
    other.answer("acme", "leg-1", "+33140000001");
  }

  @AfterEach
  void stop() {
    bridge.close();
    other.close();
    server.close();
  }

  @Test
  void legsAreListedAndFiltered() {
    List<String> lines = server.run("legs list").lines();
    assertThat(lines).hasSize(4).startsWith(COLUMNS);
    assertThat(lines.get(1)).matches(
        "edge-1 leg-1 acme ann room-1 dialout \\+33140000000 \\d{4}-\\S+Z 1 0.02 0.02 EUR charging");
    assertThat(lines.get(2)).matches("edge-1 leg-2 acme ann room-1 dialout \\+493012345678 \\S+Z 0 0.00 EUR free");
    assertThat(server.run("legs list acme --bridge edge-2").lines()).hasSize(2);
    assertThat(server.run("legs list nobody").lines()).containsExactly(COLUMNS);
    assertThat(server.run("legs list --state free -o csv").out()).startsWith("bridge,leg_id,organization,")
        .contains("\nedge-1,leg-2,acme,");
    assertThat(JsonParser.parseString(server.run("legs list --call-type toll --json").out()).getAsJsonArray())
        .isEmpty();
    assertThat(JsonParser.parseString(server.run("legs list --conference room-1 --json").out()).getAsJsonArray().get(0)
        .getAsJsonObject().get("total_micros").getAsString()).isEqualTo("20000");
  }

  @Test
  void aLegIsEndedWhenThePersonAgrees() throws Exception {
    List<String> questions = new ArrayList<>();
    assertThat(server.run("legs end acme leg-2").err()).contains("Nobody can be asked here: add --yes");
    assertThat(server.answering(false, questions, "legs", "end", "acme", "leg-2").exitCode()).isEqualTo(1);
    CommandRun ended = server.answering(true, questions, "legs", "end", "acme", "leg-2");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(questions.getLast()).matches("End leg leg-2 of acme \\(dialout, \\+493012345678, answered \\S+Z,"
        + " 0.00 EUR so far\\)\\?");
    assertThat(ended.lines().get(1)).endsWith("EUR disconnecting: administrator");
    assertThat(ended.err()).contains("request id ").endsWith("the bridge has been asked to hang up\n");
    CallRecord record = bridge.obey();
    assertThat(record.getLegId()).isEqualTo("leg-2");
    assertThat(record.getDenial()).isEqualTo(DenialReason.DENIAL_REASON_ADMINISTRATOR);
    assertThat(server.run("legs list acme").lines()).hasSize(3);
    assertThat(server.run("legs end acme leg-2 --yes").err())
        .isEqualTo("tollbridge: acme has no active leg leg-2; it may be over: tollbridge call list acme\n");
    assertThat(server.run("audit --organization acme").out()).contains("EndLeg").contains("edge-1/leg-2");
  }

  @Test
  void aLegIdOfTwoBridgesNeedsTheBridge() throws Exception {
    assertThat(server.run("legs end acme leg-1 --yes").err()).isEqualTo(
        "tollbridge: several bridges have a leg leg-1: add --bridge edge-1 or --bridge edge-2\n");
    String end = "legs end acme leg-1 --bridge edge-2 --yes --request-id OPS-1";
    assertThat(server.run(end).exitCode()).isZero();
    assertThat(other.obey().getChargeMicros()).isEqualTo(20_000);
    CommandRun again = server.run(end);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).endsWith("the leg is over\n");
    assertThat(server.run("legs end acme leg-1 --bridge edge-2 --yes --request-id OPS-2").err())
        .contains("the organization has no active leg");
  }

  @Test
  void changesAreLinesInAPipe() throws Exception {
    CommandRun seen = server.run("legs watch acme --times 2 --interval 50ms");
    assertThat(seen.lines()).hasSize(4).startsWith("TIME CHANGE " + COLUMNS);
    assertThat(seen.lines().subList(1, 4)).allMatch(line -> line.matches("\\S+Z began edge-\\d leg-\\d acme .*"));
    assertThat(server.run("legs watch acme --times 1 -o csv").out().lines()).hasSize(4)
        .startsWith("time,change,bridge,leg_id,organization,organizer,conference,call_type,number,answered,minutes,"
            + "charge,price_per_minute,currency,state");
    assertThat(JsonParser.parseString(server.run("legs watch acme --times 1 --json").out()).getAsJsonArray())
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--interval 1ms", "--times -1", "--rows 0"})
  void watchingNeedsSensibleOptions(String options) {
    CommandRun run = server.run("legs watch " + options);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("must be ");
  }

  @Test
  void aTerminalIsDrawnAnew() {
    CommandRun drawn = server.answering(true, new ArrayList<>(), "legs", "watch", "acme", "--times", "2",
        "--interval", "50ms", "--rows", "2");
    assertThat(drawn.out().split("\033\\[H\033\\[2J", -1)).hasSize(3);
    assertThat(drawn.lines()).filteredOn(line -> line.endsWith("active legs 3, charged 0.04 EUR")).hasSize(2);
    assertThat(drawn.lines()).filteredOn("… and 1 more"::equals).hasSize(2);
  }
}
