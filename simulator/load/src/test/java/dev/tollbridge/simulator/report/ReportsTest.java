package dev.tollbridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tollbridge.simulator.scenario.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  private static final String EVIL = "</script><script>alert('&')</script>{{data}}$1\\";
  private static final RunDescription DESCRIPTION = new RunDescription("tollbridge-sim 1",
      Map.of("--rate", "100/s", "--deck", EVIL));

  @TempDir
  private Path folder;
  private final Runs run = new Runs();

  @Test
  void everyFileIsWritten() throws IOException {
    write(paths());
    assertThat(names()).containsExactly("run.csv", "run.hlog", "run.html", "run.json");
  }

  @Test
  void filesGetTheirNamesAtTheEndOnly() throws IOException {
    Files.writeString(folder.resolve("run.json"), "before");
    try (Reports reports = Reports.open(paths())) {
      assertThat(folder.resolve("run.json")).hasContent("before");
      RunReport report = run.play(reports.watchers());
      assertThat(folder.resolve("run.html")).doesNotExist();
      reports.write(DESCRIPTION, report, Runs.passed(report));
    }
    assertThat(Files.readString(folder.resolve("run.json"))).startsWith("{\"program\":\"tollbridge-sim 1\"");
  }

  @Test
  void aRunThatFailsLeavesNoFiles() throws IOException {
    Reports.open(paths()).close();
    assertThat(names()).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedAndLeavesNoOther() throws IOException {
    Reports.Paths paths = new Reports.Paths(folder.resolve("run.html"), folder.resolve("none/run.json"), null, null);
    assertThatIOException().isThrownBy(() -> Reports.open(paths)).withMessageContaining("none");
    assertThatIOException().isThrownBy(() -> Reports.open(new Reports.Paths(folder, null, null, null)))
        .withMessage(folder.toString()).havingCause().withMessageContaining("not a regular file");
    assertThat(names()).isEmpty();
  }

  @Test
  void jsonHasEveryResult() throws IOException {
    write(paths());
    assertThat(Files.readString(folder.resolve("run.json"))).contains("\"verdict\":\"passed\",\"exit_code\":0",
        "\"rate_per_second\":{\"target\":100.0,\"achieved\":100.0}", "\"legs-planned\":200,\"legs\":200,\"late\":0",
        "\"ack\":{\"count\":200,\"mean\":", "\"disconnect\":{\"count\":0}",
        "\"outcomes\":{\"authorization\":{\"allowed\":1}", "\"ok\":true,\"verdict\":\"reconciliation: OK legs=0");
  }

  @Test
  void differencesShowBothSides() throws IOException {
    run.reconciliation.findings().wrong("leg sim-9-0 minute 3", "amount 20000", "amount 20001");
    write(paths());
    assertThat(Files.readString(folder.resolve("run.json"))).contains("\"verdict\":\"differs\",\"exit_code\":1",
        "{\"kind\":\"wrong\",\"subject\":\"leg sim-9-0 minute 3\",\"expected\":\"amount 20000\","
            + "\"seen\":\"amount 20001\"");
    assertThat(Files.readString(folder.resolve("run.html"))).contains("leg sim-9-0 minute 3", "expected amount 20000",
        "seen amount 20001", "NOT PASSED");
  }

  @Test
  void latenciesThatFaultsLengthenAreMarkedEverywhere() throws IOException {
    Runs faulty = new Runs(Faults.parse("late=5%,skew=2m"));
    RunReport report = faulty.play();
    String both = "Includes delays by --faults late and skew, in addition to the time of the server.";
    try (Reports reports = Reports.open(paths())) {
      reports.write(DESCRIPTION, report, Runs.passed(report));
    }
    assertThat(Files.readString(folder.resolve("run.json"))).contains(
        "\"charge-lateness\":{\"count\":0,\"note\":\"" + both,
        "\"first-charge\":{\"count\":0,\"note\":\"Includes delays by --faults skew,");
    assertThat(Files.readString(folder.resolve("run.html"))).contains("* " + both, "later minute charged *")
        .doesNotContain("event acknowledged *");
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    new Summary(report, Runs.passed(report)).print(new PrintStream(summary, true, StandardCharsets.UTF_8));
    assertThat(summary.toString(StandardCharsets.UTF_8)).contains("later minute charged *   ",
        "* disconnect, credit gone: " + both);
  }

  @Test
  void latenciesThatNothingLengthensHaveNoHint() throws IOException {
    write(paths());
    assertThat(Files.readString(folder.resolve("run.json"))).doesNotContain("note");
    assertThat(Files.readString(folder.resolve("run.html"))).doesNotContain("--faults");
  }

  @Test
  void csvHasARowASecond() throws IOException {
    write(paths());
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve("run.csv"))) {
      List<NamedCsvRecord> rows = csv.stream().toList();
      assertThat(rows).extracting(row -> row.getField("elapsed_s")).containsExactly("1.000", "2.000");
      assertThat(rows).extracting(row -> row.getField("legs_started")).containsExactly("100", "200");
      assertThat(rows).extracting(row -> row.getField("ack_count")).containsExactly("100", "100");
      assertThat(rows.getLast().getField("ack_p50_us")).isEqualTo("150015");
      assertThat(rows.getLast().getField("disconnect_p50_us")).isEmpty();
    }
  }

  @Test
  void theHistogramLogHasEveryMeasurementByItsMetric() throws IOException {
    write(paths());
    Histogram acks = new Histogram(3);
    long starts = 0;
    try (HistogramLogReader log = new HistogramLogReader(folder.resolve("run.hlog").toFile())) {
      while (log.hasNext()) {
        Histogram interval = (Histogram) log.nextIntervalHistogram();
        if ("ack".equals(interval.getTag())) {
          acks.add(interval);
        } else {
          assertThat(interval.getTag()).isEqualTo("start-lag");
          starts += interval.getTotalCount();
        }
      }
    }
    assertThat(starts).isEqualTo(Runs.LEGS);
    assertThat(acks.getTotalCount()).isEqualTo(Runs.LEGS);
    assertThat(acks.getMaxValue()).isEqualTo(run.statistics.latency(Metric.ACK).figures().maxMicros());
  }

  @Test
  void theHtmlReportNeedsNoOtherFileAndEscapesWhatItShows() throws IOException {
    write(paths());
    String html = Files.readString(folder.resolve("run.html"));
    assertThat(html).contains("default-src 'none'", "var uPlot=", "PASSED",
        "&#60;/script&#62;&#60;script&#62;alert(&#39;&#38;&#39;)&#60;/script&#62;{{data}}$1\\")
        .doesNotContain("alert('&')")
        .doesNotContainPattern("(src|href)=").doesNotContain("@import");
    assertThat(html.split("</script>", -1)).hasSize(4);
  }

  private Reports.Paths paths() {
    return new Reports.Paths(folder.resolve("run.html"), folder.resolve("run.json"), folder.resolve("run.csv"),
        folder.resolve("run.hlog"));
  }

  private void write(Reports.Paths paths) throws IOException {
    try (Reports reports = Reports.open(paths)) {
      RunReport report = run.play(reports.watchers());
      reports.write(DESCRIPTION, report, Runs.passed(report));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
