package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a server's settings come from, and which are refused. */
class ConfigurationTest {
  @TempDir
  private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private String printed = "";

  private int run(String... arguments) {
    var text = new StringWriter();
    var writer = new PrintWriter(text, true);
    int exitCode = Main.commandLine(new Terminal(Optional::empty))
        .setExecutionStrategy(new ConfigurationStrategy(environment)).setOut(writer).setErr(writer).execute(arguments);
    printed = text.toString();
    return exitCode;
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("tollbridge.properties"), text).toString();
  }

  private List<String> lines() {
    return printed.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
  }

  @Test
  void eachSettingShowsWhereItCameFrom() throws IOException {
    String file = file("# ours\n\nlease = 90s\nshards=8\nretention = 400d\n");
    environment.put("TOLLBRIDGE_SHARDS", "16");
    environment.put("TOLLBRIDGE_TARGET", "elsewhere:1");
    assertThat(run("config", "--config", file, "--retention", "500d")).as(printed).isZero();
    assertThat(lines()).contains("lease 90s " + file + ", line 3", "shards 16 TOLLBRIDGE_SHARDS",
        "retention 500d command line", "orphan-timeout 6h default", "auth off default");
  }

  @Test
  void aWrongValueNamesTheVariableItIsFrom() {
    environment.put("TOLLBRIDGE_LEASE", "90x");
    assertThat(run("config")).isEqualTo(2);
    assertThat(printed).contains("TOLLBRIDGE_LEASE: ").contains("--lease");
  }

  @Test
  void aVariableNamesTheFile() throws IOException {
    environment.put("TOLLBRIDGE_CONFIG", file("lease = 1d\n"));
    assertThat(run("config")).isEqualTo(2);
    assertThat(printed).contains("--orphan-timeout must be longer than --lease");
    assertThat(run("config", "--lease", "1m", "-o", "csv")).isZero();
    assertThat(lines()).contains("lease,1m,command line");
  }

  @Test
  void aPasswordInAUrlIsNotShown() {
    environment.put("TOLLBRIDGE_EXPORT_JDBC_URL", "jdbc:postgresql://h/d?user=u&password=s3cret&ssl=true");
    assertThat(run("config")).isZero();
    assertThat(printed).contains("password=…&ssl=true").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"',
      value = {"colour = red|line 1: 'colour' is no setting of the server",
        "lease|line 1: 'lease' is no setting", "lease = 1m\\nlease = 2m|line 2: lease is there twice",
        "lease = soon|'soon' is not a duration", "config = other|'config' is no setting",
        "help = true|'help' is no setting",
        "export-user = ann|--export-user and --export-password-file need --export-jdbc-url"})
  void whatIsWrongInTheFileRefusesToStart(String text, String fault) throws IOException {
    String file = file(text.replace("\\n", "\n"));
    assertThat(run("serve", "--data", folder.resolve("data").toString(), "--config", file)).isEqualTo(2);
    assertThat(printed).contains(fault).doesNotContain("Exception");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void anUnknownVariableAndAMissingFileRefuseToStart() {
    assertThat(run("serve", "--config", "/no/such/file")).isEqualTo(2);
    assertThat(printed).contains("--config cannot be read: /no/such/file: there is no such file");
    environment.put("TOLLBRIDGE_LEASES", "1m");
    assertThat(run("serve")).isEqualTo(2);
    assertThat(printed).contains("the variable TOLLBRIDGE_LEASES is no setting of the server");
    assertThat(run("serve", "--help")).isZero();
    assertThat(run("org", "list", "--target", "127.0.0.1:1")).isEqualTo(3);
  }
}
