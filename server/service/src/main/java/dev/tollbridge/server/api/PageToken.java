package dev.tollbridge.server.api;

import dev.tollbridge.server.record.Position;
import dev.tollbridge.server.rpc.RequestChecks;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Page tokens of one list: the key of the last item of the page before.
 *
 * @param list name of the list, so that one list's token is not taken for another's
 */
record PageToken(String list) {
  static final PageToken ORGANIZATIONS = new PageToken("organizations");
  static final PageToken LICENCES = new PageToken("licences");
  static final PageToken SERVICE_NUMBERS = new PageToken("service-numbers");
  static final PageToken RATE_DECKS = new PageToken("rate-decks");
  static final PageToken TOKENS = new PageToken("tokens");
  static final PageToken RATES = new PageToken("rates");
  static final PageToken ORGANIZER_TOTALS = new PageToken("organizer-totals");
  static final PageToken RECHARGES = new PageToken("recharges");
  static final PageToken CALL_RECORDS = new PageToken("call-records");
  static final PageToken LEDGER_ENTRIES = new PageToken("ledger-entries");
  static final PageToken AUDIT_ENTRIES = new PageToken("audit-entries");
  static final PageToken LEGS = new PageToken("legs");

  static final String RULE = "is not a page token of this list; start again without one";

  private static final int MAX_LENGTH = 1_024;
  private static final String SEPARATOR = "\n";
  private static final String FIELD = "page_token";

  /** The token of the page after this key. */
  String after(String lastKey) {
    byte[] bytes = (list + SEPARATOR + lastKey).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The key of a list that is ordered by time, then sequence. */
  static String key(long micros, long sequence) {
    return micros + SEPARATOR + sequence;
  }

  /** The key that the page starts after, empty for the first page; adds a violation for a token that is not of this list. */
  String key(String token, RequestChecks checks) {
    String key = token.isEmpty() ? "" : decoded(token);
    checks.require(key != null, FIELD, RULE);
    return key == null ? "" : key;
  }

  /** The index of the item that the page starts after in a list ordered by index, -1 for the first page. */
  int index(String token, RequestChecks checks) {
    String key = key(token, checks);
    long index = key.isEmpty() ? -1 : number(key);
    checks.require(key.isEmpty() || (index >= 0 && index < Integer.MAX_VALUE), FIELD, RULE);
    return (int) index;
  }

  /** The position that the page starts after, in a list ordered by time and sequence; not before {@code fromMicros}. */
  Position position(String token, long fromMicros, RequestChecks checks) {
    Position first = Position.before(fromMicros);
    String key = key(token, checks);
    if (key.isEmpty()) {
      return first;
    }
    int separator = key.indexOf(SEPARATOR);
    long micros = separator < 0 ? Long.MIN_VALUE : number(key.substring(0, separator));
    long sequence = number(key.substring(separator + 1));
    boolean valid = key(micros, sequence).equals(key);
    checks.require(valid, FIELD, RULE);
    return valid ? first.max(new Position(micros, sequence)) : first;
  }

  /** The number, or one that is in no key. */
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return Long.MIN_VALUE;
    }
  }

  private @Nullable String decoded(String token) {
    if (token.length() > MAX_LENGTH) {
      return null;
    }
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
    String start = list + SEPARATOR;
    String key = text.startsWith(start) ? text.substring(start.length()) : "";
    // Also refuses tokens that decode to the same text but were not made here.
    return after(key).equals(token) ? key : null;
  }
}
