package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tollbridge-sim compare} from its arguments to its pages. */
class CompareCommandTest {
  private static final String REPORT = """
      UPN,Call Type,Number Type,Caller ID,Destination Number,Start Time,Duration Seconds,Charge,Currency
      "<b>ann&co",conf_in,Toll,+12015550100,+12015550123,2026-10-05T08:00:00Z,60,6.00,USD
      bob,conf_out,Toll,,+4930123456,2026-10-05T08:00:00Z,1800,3.00,USD
      """;

  @TempDir
  private Path folder;
  private String file = "";

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("usage.csv"), REPORT).toString();
  }

  @Test
  void thePageAnswersInItsFirstLines() {
    CommandRun run = CommandRun.of("compare", file, "--licences", "2", "--licence-price", "4.00USD");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("""
        usage.csv: 2 calls of 2 organizers, 2026-10

        2 licences are cheaper: 8.00 USD instead of 9.00 USD for 2026-10. That saves 1.00 USD, 11.1 %. \
        Better still is a mix: 1 licence, everybody else by the minute, for 7.00 USD, 1.00 USD less.
        Break-even price: at 4.5000 USD per licence and month both offers cost the same with 2 licences.
        Break-even number: up to 2 licences cost no more than none.
        Best mix: 1 licence, everybody else by the minute: 7.00 USD (3 numbers of licences tried).
        """).contains("1 of 2 organizers would be cheaper with a licence", "30 of 120", "Assumptions:");
  }

  @Test
  void withoutAPriceItGivesTheBreakEvenPrice() {
    CommandRun run = CommandRun.of("compare", file, "--licences", "2");
    assertThat(run.out())
        .contains("2 licences are cheaper if one costs less than 4.5000 USD a month; paid by the minute "
            + "the calls cost 9.00 USD for 2026-10.")
        .doesNotContain("Best mix");
  }

  @Test
  void theHtmlPageNeedsNoOtherFileAndEscapesNames() throws IOException {
    Path page = folder.resolve("page.html");
    assertThat(CommandRun.of("compare", file, "--licences", "2", "--licence-price", "4.00 USD", "--report",
        page.toString()).exitCode()).isZero();
    String html = Files.readString(page);
    assertThat(html).startsWith("<!doctype html>").contains("2 licences are cheaper", "<svg", "&lt;b&gt;ann&amp;co",
        "prefers-color-scheme:dark").doesNotContain("<b>", "http", "src=", "href=");
    assertThat(html.split("<tr>", -1)).hasSize(1 + 3 + 3);
  }

  @Test
  void aPageNeverOverwritesTheReport() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of(file));
    for (String page : List.of(file, link.toString())) {
      CommandRun run = CommandRun.of("compare", file, "--licences", "2", "--report", page);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--report " + page + " is the file of FILE");
    }
    assertThat(Files.readString(Path.of(file))).isEqualTo(REPORT);
  }

  @Test
  void aPageGoesWhereALinkLeads() throws IOException {
    Path page = Files.createFile(folder.resolve("page.html"));
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), page);
    assertThat(CommandRun.of("compare", file, "--licences", "2", "--report", link.toString()).exitCode()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(page)).startsWith("<!doctype html>");
    CommandRun run = CommandRun.of("compare", file, "--licences", "2", "--report", folder.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--report " + folder + " cannot be written: is a directory");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void jsonHasExactAmounts() {
    String json = CommandRun.of("compare", file, "--licences", "1", "--licence-price", "4USD", "--json").out();
    assertThat(json)
        .startsWith("{\"file\":\"usage.csv\",\"currency\":\"USD\",\"licences\":1,\"licencePrice\":\"4.000000\","
            + "\"withLicences\":\"7.000000\",\"byTheMinute\":\"9.000000\","
            + "\"withLicencesWithoutTheirPrice\":\"3.000000\","
            + "\"breakEvenPrice\":\"6.000000\",\"bestMix\":{\"licences\":1},\"bestMixTotal\":\"7.000000\","
            + "\"breakEvenLicences\":2,\"numbersTried\":3,\"months\":[{\"month\":\"2026-10\",\"calls\":2,");
    assertThat(json.lines()).hasSize(1);
  }

  @Test
  void rowsThatCannotBeUsedShowInTheExitCode() throws IOException {
    Files.writeString(Path.of(file), REPORT + "x,conf_in\n");
    CommandRun run = CommandRun.of("compare", file, "--licences", "1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("line 4: Start Time is empty");
    assertThat(run.out()).contains("CAUTION: 1 rows could not be used: line 4");
  }

  /** What no licence covers, though nothing but the number shows that it is toll-free. */
  @Test
  void aCallWithoutANumberTypeIsOfItsServiceNumbersType() throws IOException {
    Files.writeString(Path.of(file), """
        UPN,Call Type,Number Type,Caller ID,Destination Number,Start Time,Duration Seconds,Charge,Currency
        ann,conf_in,,+12125550123,+18005550100,2026-10-05T08:00:00Z,61,0.02,USD
        ann,user_out,,+12125550123,+18005550100,2026-10-05T08:00:00Z,61,5.00,USD
        """);
    CommandRun run = CommandRun.of("compare", file, "--licences", "1", "--licence-price", "4.00USD");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("0.02 USD instead of 4.02 USD",
        "1 call without a Number Type: by their service numbers 0 toll, 1 toll-free.",
        "1 calls of other products were left out: user_out 1.");
  }

  @ParameterizedTest
  @CsvSource({"--licences,-1", "--licences,few", "--licence-price,4", "--licence-price,4.00EUR", "--deck,no/such.csv",
    "--deck,taxi=deck.csv", "--currency,EUR"})
  void aBadArgumentIsRefused(String option, String value) {
    CommandRun run = option.equals("--licences")
        ? CommandRun.of("compare", file, option, value)
        : CommandRun.of("compare", file, "--licences", "1", option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isNotEmpty();
  }

  @Test
  void aFileThatIsNotAReportIsNamed() throws IOException {
    Files.writeString(Path.of(file), "a,b\n1,2\n");
    assertThat(CommandRun.of("compare", file, "--licences", "1").err()).contains("usage.csv: has no header row");
    assertThat(CommandRun.of("compare", folder.resolve("none.csv").toString(), "--licences", "1").err())
        .contains("none.csv cannot be read");
  }

  @Test
  void aDeckThatCannotBeReadIsNamedAndNotTheReport() throws IOException {
    Path deck = Files.writeString(folder.resolve("toll.csv"), "prefix;destination;price_per_minute\n1;America;\n");
    CommandRun run = CommandRun.of("compare", file, "--licences", "1", "--deck", "toll=" + deck);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--deck " + deck + ": line 2: there is no price_per_minute")
        .doesNotContain("usage.csv:");
  }

  @Test
  void aDeckWithSemicolonsAndDecimalCommasPricesTheCalls() throws IOException {
    Path deck = Files.writeString(folder.resolve("toll.csv"), "prefix;destination;price_per_minute\n1;America;0,5\n");
    CommandRun run = CommandRun.of("compare", file, "--licences", "1", "--licence-price", "4USD", "--json", "--deck",
        "toll=" + deck);

    assertThat(run.exitCode()).isZero();
  }

  @Test
  void helpTeachesWithExamples() {
    assertThat(CommandRun.of("compare", "--help").out()).contains("Examples:", "--licence-price 4.00USD",
        "--report page.html",
        "Exit codes:");
  }
}
