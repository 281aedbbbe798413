package dev.tollbridge.server.api;

import com.google.protobuf.Timestamp;
import dev.tollbridge.server.record.InvalidPageTokenException;
import dev.tollbridge.server.record.RecordStore;
import java.util.regex.Pattern;

/**
 * Checks fields of a request and notes what is wrong. Each check returns the value that goes on; after a violation it
 * means nothing, because {@link Violations#throwIfAny} follows.
 */
final class RequestChecks {
  static final int MAX_ID_LENGTH = 64;
  static final int DEFAULT_PAGE_SIZE = 100;
  static final int MAX_PAGE_SIZE = RecordStore.MAX_PAGE_SIZE;

  private static final Pattern ID = Pattern.compile("[a-z0-9._-]{1," + MAX_ID_LENGTH + "}");

  private final Violations violations;
  private final String path;

  RequestChecks(Violations violations) {
    this(violations, "");
  }

  private RequestChecks(Violations violations, String path) {
    this.violations = violations;
    this.path = path;
  }

  /** Checks of a message inside the request, whose fields are named behind its own name. */
  RequestChecks inside(String message) {
    return new RequestChecks(violations, path + message + ".");
  }

  /** An id that the server or an operator chose: 1 to 64 characters of a-z, 0-9, '.', '_' and '-'. */
  String id(String field, String value) {
    require(ID.matcher(value).matches(), field,
        "must be 1 to " + MAX_ID_LENGTH + " characters of a-z, 0-9, '.', '_' and '-'");
    return value;
  }

  /** An id that others chose: 1 to 64 characters. */
  String foreignId(String field, String value) {
    return requiredText(field, value, MAX_ID_LENGTH);
  }

  String requiredText(String field, String value, int maxLength) {
    require(!value.isBlank(), field, "is required");
    return optionalText(field, value, maxLength);
  }

  String optionalText(String field, String value, int maxLength) {
    require(value.codePointCount(0, value.length()) <= maxLength, field,
        "must be at most " + maxLength + " characters");
    require(!hasControl(value), field, "must not contain control characters");
    return value;
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  int pageSize(int value) {
    require(value >= 0, "page_size", "must not be below zero");
    return value == 0 ? DEFAULT_PAGE_SIZE : Math.min(value, MAX_PAGE_SIZE);
  }

  /** The key that the page starts after; empty for the first page. */
  String pageToken(PageToken list, String value) {
    try {
      return list.key(value);
    } catch (InvalidPageTokenException e) {
      violations.add(path + "page_token", "is not a page token of this list; start again without one");
      return "";
    }
  }

  String currency(String field, String value) {
    require(Codes.isCurrency(value), field, "must be an ISO 4217 code such as USD");
    return value;
  }

  String country(String field, String value) {
    require(Codes.isCountry(value), field, "must be an ISO 3166 alpha-2 code such as US");
    return value;
  }

  /** Microseconds since 1970 of a required time. */
  long timeMicros(String field, boolean present, Timestamp value) {
    require(present, field, "is required");
    return present ? timeMicrosOr(field, true, value, 0) : 0;
  }

  /** Microseconds since 1970, or the absent time's stand-in. */
  long timeMicrosOr(String field, boolean present, Timestamp value, long absentMicros) {
    if (!present) {
      return absentMicros;
    }
    boolean valid = Times.isValid(value);
    require(valid, field, "must be a valid time from 2000-01-01 to 2099-12-31");
    return valid ? Times.micros(value) : 0;
  }

  long amountMicros(String field, long value, long leastMicros, long mostMicros) {
    require(value >= leastMicros && value <= mostMicros, field,
        "must be " + leastMicros + " to " + mostMicros + " micros");
    return value;
  }

  void require(boolean valid, String field, String rule) {
    if (!valid) {
      violations.add(path + field, rule);
    }
  }
}
