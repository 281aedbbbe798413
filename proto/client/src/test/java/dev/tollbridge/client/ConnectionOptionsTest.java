package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a connection's settings come from, and which are refused. */
class ConnectionOptionsTest {
  @TempDir
  private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void setUp() throws IOException {
    environment.put("HOME", home.toString());
    Files.writeString(home.resolve("secret"), "s3cret\n");
  }

  private void profiles(String text) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config/tollbridge"));
    Files.writeString(folder.resolve("profiles"), text);
  }

  private ConnectionOptions of(Map<String, String> given, @Nullable String profile) {
    return ConnectionOptions.of(given, profile, environment);
  }

  @Test
  void withoutAnythingItIsALocalServerInPlainText() {
    ConnectionOptions options = of(Map.of(), null);
    assertThat(options.target()).isEqualTo("127.0.0.1:9090");
    assertThat(options.tls()).isFalse();
    assertThat(options.hasToken()).isFalse();
  }

  @Test
  void whatIsGivenCountsBeforeTheEnvironmentAndThatBeforeTheProfile() throws IOException {
    profiles("""
        # what the team uses
        [default]
        target = default:1
        [test]
        target = test:1
        tls = true
        token-file = ~/secret
        """);
    assertThat(of(Map.of(), null).target()).isEqualTo("default:1");
    assertThat(of(Map.of(), "test").target()).isEqualTo("test:1");
    assertThat(of(Map.of(), "test").tls()).isTrue();
    assertThat(of(Map.of(), "test").hasToken()).isTrue();
    environment.put("TOLLBRIDGE_PROFILE", "test");
    assertThat(of(Map.of(), null).target()).isEqualTo("test:1");
    environment.put("TOLLBRIDGE_TARGET", "environment:1");
    assertThat(of(Map.of(), null).target()).isEqualTo("environment:1");
    assertThat(of(Map.of("target", "given:1"), null).target()).isEqualTo("given:1");
  }

  @Test
  void theDefaultProfilesTokenIsNotSentToATargetThatIsGiven() throws IOException {
    profiles("[default]\ntarget = a:1\ntls = true\ntoken-file = ~/secret\n");
    assertThat(of(Map.of(), null).hasToken()).isTrue();
    assertThat(of(Map.of("target", "b:1"), null).hasToken()).isFalse();
    assertThat(of(Map.of("target", "b:1"), "default").hasToken()).isTrue();
  }

  @Test
  void filesAreFoundFromTheProfilesFolder() throws IOException {
    environment.put("TOLLBRIDGE_PROFILES", home.resolve("mine").toString());
    Files.writeString(home.resolve("mine"), "[a]\ntoken-file = secret\n");
    assertThat(of(Map.of(), "a").hasToken()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"',
      value = {"target = a:1|line 1: expected [NAME]", "[a]\\ntarget a:1|line 2: expected [NAME]",
        "[a]\\ncolour = red|line 2: 'colour' is none of insecure, target, tls", "[a]\\n[a]|line 2: [a] is there twice",
        "[a]\\ntoken = s3cret|'token' is none of", "[b]|there is no profile 'a' in ",
        "[a]\\ntls=yes|--tls is true or false",
        "[a]\\ntls=true\\ntls=true|'tls' is there twice"})
  void aWrongProfileIsRefusedWithItsLine(String text, String fault) throws IOException {
    profiles(text.replace("\\n", "\n"));
    assertThatThrownBy(() -> of(Map.of(), "a")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault).hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"target,nowhere,--target must be HOST:PORT", "target,a:70000,--target must be HOST:PORT",
    "tls-ca,/no/such,--tls-ca /no/such cannot be read", "tls-cert,/no/such,given together",
    "token-file,/no/such,--token-file /no/such cannot be read", "token,two words,visible ASCII"})
  void aWrongSettingIsNamed(String name, String value, String fault) {
    assertThatThrownBy(() -> of(Map.of(name, value), null)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void aFileThatIsNoCertificateIsNamed() {
    assertThatThrownBy(() -> of(Map.of("tls-ca", home.resolve("secret").toString()), null))
        .hasMessageContaining("--tls-ca, --tls-cert or --tls-key is not usable");
  }

  @Test
  void aTokenIsNotSentToAnotherMachineInPlainText() {
    Map<String, String> given = new HashMap<>(Map.of("target", "rating.internal:9090", "token", "s3cret"));
    assertThatThrownBy(() -> of(given, null)).hasMessageContaining("use --tls").hasMessageNotContaining("s3cret");
    given.put("insecure", "true");
    assertThat(of(given, null).hasToken()).isTrue();
    for (String local : new String[]{"localhost:1", "127.0.0.1:1", "127.9.9.9:1", "[::1]:1"}) {
      assertThat(of(Map.of("target", local, "token", "s3cret"), null).hasToken()).isTrue();
    }
  }

  @Test
  void twoTokensAreRefused() {
    assertThatThrownBy(() -> of(Map.of("token", "a", "token-file", "b"), null)).hasMessageContaining("exclude");
  }
}
