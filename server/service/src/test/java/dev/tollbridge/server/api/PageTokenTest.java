package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.record.Position;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.server.rpc.RequestChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
  private static final String REFUSED = "INVALID_ARGUMENT INVALID_FIELDS page_token";

  private static String key(PageToken list, String token) {
    return RequestChecks.checked(checks -> list.key(token, checks));
  }

  private static Position position(String token, long fromMicros) {
    return RequestChecks.checked(checks -> PageToken.CALL_RECORDS.position(token, fromMicros, checks));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "a", "", "ü 𝄞", "with\nline", "+33140000000"})
  void keysComeBack(String key) {
    String token = PageToken.ORGANIZATIONS.after(key);
    assertThat(token).matches("[A-Za-z0-9_-]+");
    assertThat(key(PageToken.ORGANIZATIONS, token)).isEqualTo(key);
  }

  @Test
  void anEmptyTokenIsTheFirstPage() {
    assertThat(key(PageToken.RATES, "")).isEmpty();
    assertThat(position("", 5)).isEqualTo(Position.before(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!!", "acme", "AAAA", "____", "b3JnYW5pemF0aW9ucwphY21l=", "cmF0ZXMK/w"})
  void otherTextIsRefused(String token) {
    assertThat(Refusals.of(() -> key(PageToken.ORGANIZATIONS, token))).isEqualTo(REFUSED);
    assertThat(Refusals.of(() -> position(token, 0))).isEqualTo(REFUSED);
  }

  @Test
  void tokensOfOtherListsAreRefused() {
    String token = PageToken.RATE_DECKS.after("x");
    assertThat(Refusals.of(() -> key(PageToken.RATES, token))).isEqualTo(REFUSED);
    String entries = PageToken.LEDGER_ENTRIES.after(PageToken.key(1, 2));
    assertThat(Refusals.of(() -> position(entries, 0))).isEqualTo(REFUSED);
  }

  @Test
  void endlessTokensAreRefused() {
    String token = PageToken.RATES.after("x".repeat(5_000));
    assertThat(Refusals.of(() -> key(PageToken.RATES, token))).isEqualTo(REFUSED);
  }

  @Test
  void placesComeBackUnlessTheRangeBeginsLater() {
    String token = PageToken.CALL_RECORDS.after(PageToken.key(-7, 12));
    assertThat(position(token, Long.MIN_VALUE)).isEqualTo(new Position(-7, 12));
    assertThat(position(token, 3)).isEqualTo(Position.before(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "7 12", "7\n", "\n12", "7\n+12", "7\n9223372036854775808", "x\ny", "7\n12\n13"})
  void placesThatAreNoneAreRefused(String key) {
    assertThat(Refusals.of(() -> position(PageToken.CALL_RECORDS.after(key), 0))).isEqualTo(REFUSED);
  }
}
