package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators do, as commands against a real server. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdministrationTest {
  @TempDir
  private static Path folder;
  private static RunningServer server;
  private static int organizations;

  private String org;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Each test has an organization of its own. */
  @BeforeEach
  void create() {
    organizations++;
    org = "acme-" + organizations;
    assertThat(server.run("org create " + org + " --country DE --currency EUR --license-everybody").exitCode())
        .isZero();
  }

  private static Path deck(String price) throws IOException {
    return Files.writeString(folder.resolve("deck-" + price + ".csv"),
        """
            prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
            33,France,%s,0,60,60,EUR
            44,United Kingdom,0.015,0,60,60,EUR
            """
            .formatted(price));
  }

  /** Imports a deck and returns its id. */
  private static String imported(String price) throws IOException {
    CommandRun run = server.run("deck", "import", deck(price).toString(), "--effective-time",
        Instant.now().minus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return object(run).get("deck_id").getAsString();
  }

  private static JsonObject object(CommandRun run) {
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  private CommandRun buy(String amount) {
    return server.run("credit", "buy", org, amount, "EUR", "--yes");
  }

  private CommandRun book(String id, String start, int seconds) {
    return server.run("call", "rate", org, "ann", "--dial", "+33140000000", "--start", start, "--seconds",
        String.valueOf(seconds), "--book", "--yes", "--request-id", id);
  }

  private static String hoursAgo(int hours) {
    return Instant.now().minus(hours, ChronoUnit.HOURS).toString();
  }

  @Test
  void thePurchaseSetsCreditsUpAndTheBalanceIsShown() {
    assertThat(server.run("org get " + org).out()).containsPattern("credits: +not set up");
    CommandRun bought = buy("50.00");
    assertThat(bought.exitCode()).as(bought.err()).isZero();
    assertThat(bought.err()).contains("request id ", "are set up now");
    assertThat(server.run("org get " + org).out()).containsPattern("credits: +set up");
    assertThat(server.run("credit balance " + org).out()).containsPattern("balance: +50\\.00\n")
        .containsPattern("currency: +EUR\n");
    assertThat(server.run("credit lots " + org).lines().get(1)).endsWith("50.00 50.00 EUR");
  }

  @Test
  void aPurchaseLeavesCreditsOffWhenTheyWereTurnedOff() {
    assertThat(server.run("org update " + org + " --no-credits").exitCode()).isZero();
    assertThat(buy("50.00").err()).contains("are still off; turn them on with 'tollbridge org update " + org
        + " --credits'");
    assertThat(server.run("org get " + org).out()).containsPattern("credits: +not set up");
  }

  @Test
  void aRequestThatIsRepeatedIsDoneOnce() {
    assertThat(server.run("credit", "buy", org, "60", "EUR", "--yes", "--request-id", "INV-1").exitCode()).isZero();
    CommandRun again = server.run("credit", "buy", org, "60.00 EUR", "--yes", "--request-id", "INV-1");
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("request id INV-1 (if this breaks off, repeat it with --request-id INV-1)");
    assertThat(server.run("credit balance " + org).out()).containsPattern("balance: +60\\.00\n");
  }

  @Test
  void whatMovesMoneyAsksFirst() {
    CommandRun unasked = server.run("credit", "buy", org, "60", "EUR");
    assertThat(unasked.exitCode()).isEqualTo(1);
    assertThat(unasked.err()).isEqualTo("tollbridge: nothing was done: Buy 60.00 EUR of credit for " + org + " (" + org
        + ")? Nobody can be asked here: add --yes\n");
    List<String> questions = new ArrayList<>();
    assertThat(server.answering(false, questions, "credit", "buy", org, "60", "EUR").exitCode()).isEqualTo(1);
    assertThat(server.run("credit balance " + org).out()).containsPattern("balance: +0\\.00\n");
    assertThat(server.answering(true, questions, "credit", "buy", org, "60", "EUR").exitCode()).isZero();
    assertThat(server.answering(true, questions, "credit", "adjust", org, "-1.25", "EUR", "--reason", "test")
        .exitCode()).isZero();
    assertThat(questions).containsExactly("Buy 60.00 EUR of credit for " + org + " (" + org + ")?",
        "Buy 60.00 EUR of credit for " + org + " (" + org + ")?", "Take 1.25 EUR from " + org + " (" + org + ")?");
    assertThat(server.run("credit balance " + org).out()).containsPattern("balance: +58\\.75\n");
  }

  @Test
  void whoSpentWhatTheStatementAndTheUsageReportOfAMonth() throws IOException {
    String deck = imported("0.020");
    assertThat(server.run("deck list").lines()).filteredOn(line -> line.contains(deck)).singleElement().asString()
        .endsWith(" yes");
    var _ = buy("50");
    assertThat(book(org + "-1", hoursAgo(3), 90).out()).contains("0.04").contains("France");
    assertThat(book(org + "-2", hoursAgo(2), 30).err()).endsWith("booked\n");
    assertThat(book(org + "-2", hoursAgo(2), 30).exitCode()).isEqualTo(1);
    String month = Instant.now().minus(3, ChronoUnit.HOURS).toString().substring(0, 7);
    assertThat(server.run("report organizers " + org + " --month " + month).lines()).containsExactly(
        "ORGANIZER CALL TYPE CALLS SECONDS BILLED SECONDS CHARGE CHARGE NOW REFUNDED CURRENCY",
        "ann dialout 2 120 180 0.06 0.06 0.00 EUR");
    assertThat(server.run("report organizers " + org).err()).isEqualTo("total 2 calls: 0.06 EUR\n");
    assertThat(server.run("report statement " + org + " --month " + month).err()).contains(month + " is not over");
    assertThat(server.run("report statement " + org + " --json").out())
        .contains("\"closing_balance_micros\": \"49940000\"");
    assertThat(server.run("report statement " + org).lines()).containsExactly("KIND ENTRIES AMOUNT CURRENCY",
        "opening balance 0.00 EUR", "purchase 1 50.00 EUR", "usage 2 -0.06 EUR", "closing balance 49.94 EUR");
    Path report = folder.resolve(org + ".csv");
    assertThat(
        server.run("report", "usage", org, "--time-zone", "Europe/Berlin", "--out", report.toString()).exitCode())
        .isZero();
    assertThat(Files.readString(report)).startsWith("UsageId,").contains(org + "-1,", org + "-2,", "+01:00");
    assertThat(server.run("report", "statement", org, "--excel", "--out", report.toString()).exitCode()).isZero();
    assertThat(Files.readString(report)).contains("OPENING", "CLOSING");
    assertThat(server.run("call list " + org).lines()).hasSize(3).element(1).asString().startsWith(org + "-1 ");
    assertThat(server.run("credit ledger " + org + " -o csv").out()).startsWith("entry_id,time,kind,amount,balance")
        .contains(",usage,-0.04,49.96,EUR," + org + "-1,");
  }

  @Test
  void aWrongPriceIsCorrected() throws IOException {
    String wrong = imported("0.20");
    var _ = buy("50");
    assertThat(book(org + "-9", hoursAgo(1), 60).out()).contains("0.20");
    String right = imported("0.02");
    assertThat(server.run("deck diff " + wrong + " " + right).lines()).containsExactly(
        "CHANGE PREFIX DESTINATION COUNTRY CALLER COUNTRY OLD PRICE NEW PRICE OLD FEE NEW FEE OLD INCREMENTS NEW INCREMENTS",
        "changed 33 France 0.2 0.02 0 0 60/60 60/60");
    CommandRun delete = server.run("deck delete " + wrong);
    assertThat(delete.exitCode()).isEqualTo(1);
    assertThat(delete.err()).startsWith("tollbridge: ").doesNotContain("FAILED_PRECONDITION", "Exception");
    String[] rerate = {"rerate", "--from", Instant.now().minus(2, ChronoUnit.DAYS).toString(), "--to",
      Instant.now().toString(), "--organization", org};
    CommandRun dry = server.run(rerate);
    assertThat(dry.lines()).contains(org + " " + org + "-9 0.20 0.02 -0.18 EUR France");
    assertThat(dry.err()).contains("changed 1", "dry run: nothing was booked");
    String[] book = {"rerate", "--from", rerate[2], "--to", rerate[4], "--organization", org, "--book", "--yes",
      "--request-id", org};
    assertThat(server.run(book).err()).contains("total 1 calls: old 0.20, new 0.02, difference -0.18 EUR")
        .endsWith("booked\n");
    assertThat(server.run(book).err()).contains("booked before: nothing was booked now");
    assertThat(server.run("call get " + org + " " + org + "-9").out()).contains("re-rated, was 0.20");
  }

  @Test
  void aRefundIsShownWhereverTheCallIs() throws IOException {
    var _ = imported("0.20");
    var _ = buy("50");
    var _ = book(org + "-1", hoursAgo(1), 60);
    String[] refund = {"credit", "refund", org, org + "-1", "--reason", "no audio", "--yes"};
    assertThat(server.run(refund).exitCode()).isZero();
    assertThat(server.run(refund).err()).contains("no more of the call's charge is left to refund");
    assertThat(server.run("call list " + org).lines().get(1)).contains(" 0.20 0.20 EUR");
    assertThat(server.run("report organizers " + org).lines().get(1)).endsWith("0.20 0.20 0.20 EUR");
    Path report = folder.resolve(org + "-refunded.csv");
    assertThat(server.run("report", "usage", org, "--rerated", "--out", report.toString()).exitCode()).isZero();
    assertThat(Files.readString(report)).contains("Rerated Charge,Refunded", ",0.20,0.20");
    var _ = imported("0.30");
    String month = Instant.now().toString().substring(0, 7);
    assertThat(server.run("rerate --month " + month + " --organization " + org).lines())
        .contains(org + " " + org + "-1 0.20 0.30 0.10 EUR 0.20 France");
  }

  @Test
  void aDeckThatIsEffectiveBeforeAnotherIsNotInForce() throws IOException {
    var _ = imported("0.02");
    CommandRun earlier = server.run("deck", "import", deck("0.01").toString(), "--effective-time",
        Instant.now().minus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString());
    assertThat(earlier.err()).contains("it is not in force: a deck that is effective from a later time is");
  }

  @Test
  void creditThatIsSpentIsShown() {
    assertThat(server.run("org get " + org).out()).containsPattern("credit: +ok");
    var _ = buy("50");
    assertThat(server.run("org", "update", org, "--warn-below", "100 EUR").out())
        .containsPattern("credit: +low balance");
    CommandRun closed = server.run("org close " + org + " --pay-out --yes");
    assertThat(closed.err()).containsPattern("paid out 50.00 EUR, entry \\d+-");
    assertThat(server.run("org reopen " + org).out()).containsPattern("credit: +exhausted");
  }

  @Test
  void anExportedDeckCanBeImportedAgain() throws IOException {
    String first = imported("0.0205");
    Path file = folder.resolve("exported.csv");
    assertThat(server.run("deck", "export", first, "--out", file.toString()).exitCode()).isZero();
    CommandRun again = server.run("deck", "import", file.toString(), "--json");
    assertThat(again.exitCode()).as(again.err()).isZero();
    String second = object(again).get("deck_id").getAsString();
    assertThat(server.run("deck diff " + first + " " + second).lines()).hasSize(1);
    assertThat(server.run("deck delete " + second).exitCode()).isZero();
    assertThat(server.run("deck get " + second).err()).contains("there is no deck " + second);
  }

  @Test
  void licencesDecideWhoMayDialWhat() throws IOException {
    var _ = imported("0.02");
    var _ = buy("50");
    assertThat(server.run("org update " + org + " --no-license-everybody").out()).contains("by licence");
    CommandRun denied = server.run("call authorize " + org + " ann --dial +33140000000");
    assertThat(denied.out()).contains("no: no licence");
    assertThat(denied.err()).contains("license the organizer: tollbridge licence assign " + org + " ann");
    assertThat(denied.exitCode()).isEqualTo(1);
    assertThat(server.run("licence assign " + org + " ann bob --dial-out same-country").lines())
        .containsExactly("ORGANIZER ID LICENCE DIAL OUT", "ann pay per minute same-country",
            "bob pay per minute same-country");
    assertThat(server.run("call authorize " + org + " ann --dial +33140000000").out()).contains("no: dial out policy");
    assertThat(server.run("licence assign " + org + " ann").exitCode()).isZero();
    assertThat(server.run("call authorize " + org + " ann --dial +33140000000").out())
        .containsPattern("authorized: +yes");
    assertThat(server.run("licence remove " + org + " bob").exitCode()).isZero();
    assertThat(server.run("licence list " + org).lines()).containsExactly("ORGANIZER ID LICENCE DIAL OUT",
        "ann pay per minute any");
  }

  @Test
  void numbersAndRatesAreLookedUp() throws IOException {
    var _ = imported("0.02");
    assertThat(server.run("number put +442071234567 toll").out()).containsPattern("country: +GB");
    assertThat(server.run("number put +18005550100 toll-free").out()).containsPattern("type: +tollfree");
    assertThat(server.run("number list").lines()).contains("+442071234567 toll GB");
    assertThat(server.run("number delete +442071234567").exitCode()).isZero();
    assertThat(server.run("number list").out()).doesNotContain("+442071234567");
    assertThat(server.run("rate lookup +442071234567 --currency EUR --seconds 61").out())
        .containsPattern("price per minute: 0\\.015").containsPattern("cost: +0\\.03\n");
    assertThat(server.run("rate lookup +4912345678 --currency EUR").err()).startsWith("tollbridge: no rate: ");
  }

  @Test
  void automaticRechargeIsSetAndSwitchedOff() {
    assertThat(server.run("credit", "recharge", "set", org, "--below", "10 EUR", "--buy", "100.00EUR").out())
        .contains("below 10.00 buy 100.00, at most 100.00 a day");
    assertThat(server.run("credit recharge set " + org + " --off").out()).containsPattern("recharge: +off");
    assertThat(server.run("credit recharge list").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"credit buy ORG 50|2|is not an amount with its currency, such as 50.00 EUR",
    "credit buy ORG 50 USD --yes|2|the organization's currency is EUR, not USD",
    "credit buy ORG 1,50 EUR|2|write decimals with a point", "credit buy ORG 0.01 EUR --yes|1|minimum",
    "org get nobody|1|there is no such organization",
    "report usage ORG --month 2026-13|2|--month must be such as 2026-11",
    "report usage ORG --month 2026-11 --from 2026-11-01|2|--month excludes",
    "report statement ORG --month 2099-01|2|--month 2099-01 has not begun", "report usage ORG --json|2|CSV",
    "report usage ORG --month 2026-11 --time-zone CET+1|2|--time-zone must be such as",
    "licence assign ORG ann --dial-out zone-b|2|--dial-out is any", "org update ORG|2|nothing to change",
    "number put +442071234567 dialout|2|toll or tollfree", "call rate ORG ann --start 2026-11-01 --seconds 1|2|--dial",
    "deck import no-such-file.csv|2|there is no such file",
    "org list --out /no/such/dir/file|2|the folder /no/such/dir does not exist",
    "credit bye ORG 5 EUR|2|there is no command 'bye'; there are ",
    "org zzz|2|there is no command 'zzz'; there are",
    "credit buy ORG -5 EUR --yes|2|above zero",
    "org get ORG --colour|2|Unknown option", "report statement ORG --from 01.11.2026|2|--from must be a date such as"})
  void mistakesAreExplainedInOneLine(String command, int exitCode, String message) {
    CommandRun run = server.run(command.replace("ORG", org));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message).doesNotContain("Exception", "\tat ");
    assertThat(run.err().lines().filter(line -> !line.startsWith("Try ") && !line.startsWith("request id ")))
        .hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsExitCode3() {
    CommandRun run = CommandRun.of("org", "list", "--target", "127.0.0.1:1");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).startsWith("tollbridge: cannot reach 127.0.0.1:1: ").hasLineCount(1);
    assertThat(CommandRun.of("org", "list", "--target", server.target(), "--tls").err())
        .contains("it speaks plain text: leave out --tls");
  }
}
