package dev.tollbridge.server.record.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTargetTest {
  @Test
  void showsNoPassword() {
    assertThat(new ExportTarget("jdbc:postgresql://db/calls?user=u&password=secret", "me", "hidden"))
        .hasToString("jdbc:postgresql://db/calls");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "calls", "jdbc:mysql://db/calls", "postgresql://db/calls",
    "jdbc:postgresql://db:99999/calls?password=secret"})
  void refusesOtherUrls(String url) {
    assertThatThrownBy(() -> new ExportTarget(url, null, null)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://host").hasMessageNotContaining("secret");
  }
}
