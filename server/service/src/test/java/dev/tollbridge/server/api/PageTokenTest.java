package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.server.record.InvalidPageTokenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
  @ParameterizedTest
  @ValueSource(strings = {"acme", "a", "", "ü 𝄞", "with\nline", "+33140000000"})
  void keysComeBack(String key) {
    String token = PageToken.ORGANIZATIONS.after(key);
    assertThat(token).matches("[A-Za-z0-9_-]+");
    assertThat(PageToken.ORGANIZATIONS.key(token)).isEqualTo(key);
  }

  @Test
  void anEmptyTokenIsTheFirstPage() {
    assertThat(PageToken.RATES.key("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!!", "acme", "AAAA", "____", "b3JnYW5pemF0aW9ucwphY21l=", "cmF0ZXMK/w"})
  void otherTextIsRefused(String token) {
    assertThatThrownBy(() -> PageToken.ORGANIZATIONS.key(token)).isInstanceOf(InvalidPageTokenException.class);
  }

  @Test
  void tokensOfOtherListsAreRefused() {
    String token = PageToken.RATE_DECKS.after("x");
    assertThatThrownBy(() -> PageToken.RATES.key(token)).isInstanceOf(InvalidPageTokenException.class);
  }

  @Test
  void endlessTokensAreRefused() {
    String token = PageToken.RATES.after("x".repeat(5_000));
    assertThatThrownBy(() -> PageToken.RATES.key(token)).isInstanceOf(InvalidPageTokenException.class);
  }
}
