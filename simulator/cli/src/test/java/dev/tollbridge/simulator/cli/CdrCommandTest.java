package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tollbridge-sim cdr} from its arguments to its files. */
class CdrCommandTest {
  @TempDir
  private Path folder;

  @Test
  void theFileIsWholeAndAloneInItsFolder() throws IOException {
    Path file = folder.resolve("usage.csv");
    CommandRun run = CommandRun.of("cdr", "--count", "1000", "--out", file.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("1,000 of 1,000 records, 100 %");
    assertThat(Files.readAllLines(file)).hasSize(1001);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file))
        .isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void aNameInGzIsCompressed() throws IOException {
    Path file = folder.resolve("usage.csv.gz");
    assertThat(CommandRun.of("cdr", "--count", "10", "--out", file.toString()).exitCode()).isZero();
    try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8).lines()).hasSize(11);
    }
  }

  @Test
  void aDashIsStandardOutput() {
    CommandRun run = CommandRun.of("cdr", "--count", "3", "--format", "jsonl", "--out", "-");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"usageId\":\""));
  }

  @Test
  void anUnwritableFileIsReportedBeforeAnyWork() throws IOException {
    CommandRun nowhere = CommandRun.of("cdr", "--count", "3", "--out", folder.resolve("no/such.csv").toString());
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("--out " + folder + "/no/such.csv cannot be written: there is no such directory")
        .doesNotContain("records");
    Path directory = Files.createDirectory(folder.resolve("taken.csv"));
    Files.createFile(directory.resolve("content"));
    CommandRun taken = CommandRun.of("cdr", "--count", "3", "--out", directory.toString());
    assertThat(taken.exitCode()).isEqualTo(2);
    assertThat(taken.err()).contains("--out " + directory + " cannot be written: is a directory");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(directory));
  }

  @ParameterizedTest
  @CsvSource({"--count,0", "--count,many", "--seed,-1", "--format,xml", "--start,yesterday", "--days,0",
    "--organizations,0", "--organizers,0", "--mix,toll", "--threads,0"})
  void aBadArgumentIsNamed(String option, String value) {
    CommandRun run = CommandRun.of("cdr", "--out", "-", option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anInvalidDayIsReported() {
    assertThat(CommandRun.of("cdr", "--out", "-", "--start", "2026-02-30").err())
        .contains("'2026-02-30' is not a day such as 2026-10-05").doesNotContain("Exception");
  }

  @Test
  void aMissingFileOptionIsNamed() {
    assertThat(CommandRun.of("cdr").err()).contains("--out");
  }

  @Test
  void helpTeachesWithExamples() {
    assertThat(CommandRun.of("cdr", "--help").out()).contains("Examples:", "--out usage.csv", "Exit codes:",
        "2026-10-01", "renamed when it is complete");
  }
}
