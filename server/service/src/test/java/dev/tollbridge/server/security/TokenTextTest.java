package dev.tollbridge.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenTextTest {
  @Test
  void isReadAsItWasWritten() {
    TokenText token = TokenText.random();
    assertThat(token.text()).matches("tb_[0-9a-f]{12}_[0-9a-f]{64}");
    assertThat(TokenText.parse(token.text())).isEqualTo(token);
    assertThat(TokenText.random()).isNotEqualTo(token);
  }

  @Test
  void matchesTheHashOfItsWholeSecretOnly() {
    TokenText token = TokenText.random();
    String kept = token.secretSha256();
    assertThat(token.matches(kept)).isTrue();
    assertThat(kept).doesNotContain(token.secret());
    for (String other : new String[]{"", token.secret().substring(1), token.secret() + "0"}) {
      assertThat(new TokenText(token.tokenId(), other).matches(kept)).isFalse();
    }
    assertThat(token.matches("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tb", "tb_", "tb_abc", "xx_abc_def", "Bearer tb_a_b"})
  void isNothingElse(String text) {
    assertThat(TokenText.parse(text)).isNull();
  }

  @Test
  void isBoundedInLength() {
    assertThat(TokenText.parse("tb_a_" + "0".repeat(1_000))).isNull();
    assertThat(Objects.requireNonNull(TokenText.parse("tb_a_b_c")).secret()).isEqualTo("b_c");
  }

  @Test
  void isLoggedWithoutItsSecret() {
    TokenText token = TokenText.random();
    assertThat(token.toString()).contains(token.tokenId()).doesNotContain(token.secret());
  }
}
