package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.server.record.export.ExportTarget;
import dev.tollbridge.server.storage.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportOptionsTest {
  private static final String URL = "jdbc:postgresql://db/calls";

  @TempDir
  Path directory;

  @Test
  void nothingIsExportedByDefault() {
    assertThat(parse().isConsistent()).isTrue();
    assertThat(parse().target()).isNull();
  }

  @Test
  void thePasswordIsTheFilesFirstLine() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "s3cret word\nnot this\n");
    ExportOptions options = parse("--export-jdbc-url", URL, "--export-user", "me", "--export-password-file",
        file.toString());
    assertThat(options.target()).isEqualTo(new ExportTarget(URL, "me", "s3cret word"));
  }

  @Test
  void userAndPasswordNeedAUrl() {
    assertThat(parse("--export-user", "me").isConsistent()).isFalse();
    assertThat(parse("--export-password-file", "file").isConsistent()).isFalse();
    assertThat(parse("--export-jdbc-url", URL).isConsistent()).isTrue();
  }

  @Test
  void mistakesStopTheStart() throws Exception {
    assertThatThrownBy(() -> parse("--export-jdbc-url", "db").target()).isInstanceOf(StartupException.class)
        .hasMessageStartingWith("--export-jdbc-url: 'db' is not a URL");
    String missing = directory.resolve("missing").toString();
    assertThatThrownBy(() -> parse("--export-jdbc-url", URL, "--export-password-file", missing).target())
        .isInstanceOf(StartupException.class).hasMessageContaining("--export-password-file")
        .hasMessageContaining("missing");
    String empty = Files.createFile(directory.resolve("empty")).toString();
    assertThatThrownBy(() -> parse("--export-jdbc-url", URL, "--export-password-file", empty).target())
        .isInstanceOf(StartupException.class).hasMessageEndingWith("is empty");
  }

  private static ExportOptions parse(String... arguments) {
    var options = new ServerOptions();
    new CommandLine(new Holder(options)).setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(HostAndPort.class, HostAndPort::parse)
        .registerConverter(Duration.class, Durations::parse).parseArgs(arguments);
    return options.export;
  }

  @CommandLine.Command
  private record Holder(@CommandLine.Mixin ServerOptions options) {}
}
