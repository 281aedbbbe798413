package dev.tollbridge.server.api;

import dev.tollbridge.server.record.InvalidPageTokenException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Page tokens of one list that is ordered by text keys.
 *
 * @param list name of the list, so that one list's token is not taken for another's
 */
record PageToken(String list) {
  static final PageToken ORGANIZATIONS = new PageToken("organizations");
  static final PageToken LICENCES = new PageToken("licences");
  static final PageToken SERVICE_NUMBERS = new PageToken("service-numbers");
  static final PageToken RATE_DECKS = new PageToken("rate-decks");
  static final PageToken RATES = new PageToken("rates");
  static final PageToken ORGANIZER_TOTALS = new PageToken("organizer-totals");
  static final PageToken RECHARGES = new PageToken("recharges");

  private static final int MAX_LENGTH = 1_024;
  private static final String SEPARATOR = "\n";

  /** The token of the page after this key. */
  String after(String lastKey) {
    byte[] bytes = (list + SEPARATOR + lastKey).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The key that the page starts after; empty for an empty token.
   *
   * @throws InvalidPageTokenException when the token is not one of this list
   */
  String key(String token) {
    if (token.isEmpty()) {
      return "";
    }
    String text = decode(token);
    String start = list + SEPARATOR;
    String key = text.startsWith(start) ? text.substring(start.length()) : "";
    // Also tells tokens that decode to the same text but were not made here.
    if (!after(key).equals(token)) {
      throw new InvalidPageTokenException();
    }
    return key;
  }

  private static String decode(String token) {
    if (token.length() > MAX_LENGTH) {
      throw new InvalidPageTokenException();
    }
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw (InvalidPageTokenException) new InvalidPageTokenException().initCause(e);
    }
  }
}
