package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RetentionOptionTest {
  private static ServerOptions parse(String... arguments) {
    ServerOptions options = new ServerOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(HostAndPort.class, HostAndPort::parse)
        .registerConverter(Duration.class, Durations::parse).parseArgs(arguments);
    return options;
  }

  @Test
  void everythingIsKeptByDefault() {
    assertThat(parse().retention).isNull();
    assertThat(parse().fault()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"107d", "2568h", "400d"})
  void longEnough(String age) {
    ServerOptions options = parse("--retention", age);

    assertThat(options.fault()).isNull();
    assertThat(options.retention).isGreaterThanOrEqualTo(Duration.ofDays(107));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "62d", "106d", "2567h"})
  void tooShort(String age) {
    assertThat(parse("--retention", age).fault()).startsWith("--retention must be at least 107d: ")
        .contains("62 days", "45 days");
  }
}
