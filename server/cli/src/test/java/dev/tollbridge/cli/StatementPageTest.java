package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Statements as pages to print, of a real server. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatementPageTest {
  private static final String NAME = "Söhne & <b>Co</b> \"Acme\"";

  @TempDir
  private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start(folder.resolve("data"));
    done("org", "create", "acme", "--country", "DE", "--currency", "EUR", "--license-everybody", "--name", NAME);
    done("credit", "buy", "acme", "50 EUR", "--yes", "--request-id", "INV-1");
    done("credit", "adjust", "acme", "0.004 EUR", "--yes", "--reason", "<script>alert(1)</script>");
    done("credit", "adjust", "acme", "0.004 EUR", "--yes", "--reason", "again");
    done("org", "create", "yen", "--country", "JP", "--currency", "JPY");
    done("credit", "buy", "yen", "5000 JPY", "--yes");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void done(String... command) {
    CommandRun run = server.run(command);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static String month(String zone) {
    return Instant.now().atZone(ZoneId.of(zone)).toString().substring(0, 7);
  }

  private static String page(String... options) {
    List<String> command = new ArrayList<>(List.of("report", "statement", "--html"));
    command.addAll(List.of(options));
    CommandRun run = server.run(command.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  /** The page as XML: its void elements are closed first. */
  private static Document parsed(String page) throws Exception {
    String xml = page.replaceFirst("<!doctype html>\n", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static List<String> texts(Document page, String tag) {
    List<String> texts = new ArrayList<>();
    NodeList found = page.getElementsByTagName(tag);
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  private static List<String> rows(Document page, int table) {
    List<String> rows = new ArrayList<>();
    NodeList found = ((Element) page.getElementsByTagName("table").item(table)).getElementsByTagName("tr");
    for (int i = 0; i < found.getLength(); i++) {
      List<String> cells = new ArrayList<>();
      for (int j = 0; j < found.item(i).getChildNodes().getLength(); j++) {
        cells.add(found.item(i).getChildNodes().item(j).getTextContent());
      }
      rows.add(String.join("|", cells));
    }
    return rows;
  }

  @Test
  void aMonthHasItsBalancesAndKinds() throws Exception {
    String zone = "Europe/Berlin";
    Document page = parsed(page("acme", "--month", month(zone), "--time-zone", zone));
    assertThat(texts(page, "dd")).hasSize(5).startsWith(NAME + " (acme)", "DE").endsWith(zone, "EUR").element(2)
        .asString().matches("1 [A-Z][a-z]+ 20\\d\\d to [23]\\d [A-Z][a-z]+ 20\\d\\d");
    assertThat(rows(page, 0)).containsExactly("Kind|Entries|Amount EUR", "Opening balance|0.00", "Purchase|1|50.00",
        "Adjustment|2|0.01", "Closing balance|50.01");
    assertThat(page.getElementsByTagName("table").getLength()).isEqualTo(1);
  }

  @Test
  void entriesAddUpToTheClosingBalance() throws Exception {
    List<String> rows = rows(parsed(page("acme", "--entries")), 1);
    assertThat(rows).hasSize(5).first().isEqualTo("Time|Kind|Reference|Amount|Balance");
    assertThat(rows.get(1)).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\|Purchase\\|INV-1\\|50.00\\|50.00");
    assertThat(rows.get(2)).endsWith(": <script>alert(1)</script>|0.00|50.00");
    assertThat(rows.get(3)).endsWith(": again|0.01|50.01");
    assertThat(rows.get(4)).isEqualTo("Closing balance|50.01");
  }

  @Test
  void textsAreEscapedAndNothingIsFetched() {
    String page = page("acme", "--entries");
    assertThat(page).doesNotContain("<script", "<b>", "<link", "<img", "src=", "href=", "url(", "http://", "https://",
        "@import").contains("default-src 'none'", "@page{size:A4", "@media print");
  }

  @Test
  void amountsHaveTheDecimalsOfTheirCurrency() throws Exception {
    Document page = parsed(page("yen"));
    assertThat(rows(page, 0)).contains("Opening balance|0", "Purchase|1|5000", "Closing balance|5000");
    assertThat(texts(page, "dd")).contains("yen", "the beginning to now", "UTC");
  }

  @Test
  void timesAreOfTheTimeZone() {
    String east = page("acme", "--entries", "--time-zone", "Asia/Tokyo");
    String utc = page("acme", "--entries");
    assertThat(hour(east)).isNotEqualTo(hour(utc));
  }

  private static String hour(String page) {
    return page.replaceAll("(?s).*<tr><td>\\d{4}-\\d\\d-\\d\\d (\\d\\d):.*", "$1");
  }

  @Test
  void theFileIsWholeOrNotThere() throws Exception {
    Path file = folder.resolve("acme.html");
    done("report", "statement", "acme", "--html", "--out", file.toString());
    assertThat(Files.readString(file)).startsWith("<!doctype html>").endsWith("</html>\n");
    Path none = folder.resolve("none.html");
    assertThat(server.run("report", "statement", "nobody", "--html", "--out", none.toString()).exitCode()).isEqualTo(1);
    assertThat(none).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"--excel", "--json", "-o csv"})
  void itExcludesOtherForms(String option) {
    CommandRun run = server.run("report statement acme --html " + option);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--html is a form of its own");
  }

  @Test
  void anEmptyMonthIsAStatementToo() throws Exception {
    String past = Instant.now().minus(400, ChronoUnit.DAYS).toString().substring(0, 7);
    assertThat(rows(parsed(page("acme", "--month", past, "--entries")), 0)).containsExactly("Kind|Entries|Amount EUR",
        "Opening balance|0.00", "Closing balance|0.00");
  }
}
