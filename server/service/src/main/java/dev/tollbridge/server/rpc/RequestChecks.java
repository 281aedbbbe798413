package dev.tollbridge.server.rpc;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.TimeRange;
import java.math.BigDecimal;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks fields of a request and collects violations. Each check returns the value to use; after a violation it means
 * nothing, because {@link Violations#throwIfAny} follows.
 */
public final class RequestChecks {
  public static final int MAX_ID_LENGTH = 64;
  static final int DEFAULT_PAGE_SIZE = 100;
  static final int MAX_PAGE_SIZE = 1_000;
  private static final int MICRO_DECIMALS = 6;

  private final Violations violations;
  private final String path;

  /** Decodes a request: throws the error that names all its bad fields, if it has any. */
  public static <T> T checked(Function<RequestChecks, T> decode) {
    var violations = new Violations();
    T value = decode.apply(new RequestChecks(violations));
    violations.throwIfAny();
    return value;
  }

  /** Checks a request: throws the error that names all its bad fields, if it has any. */
  public static void check(Consumer<RequestChecks> check) {
    var violations = new Violations();
    check.accept(new RequestChecks(violations));
    violations.throwIfAny();
  }

  public RequestChecks(Violations violations) {
    this(violations, "");
  }

  private RequestChecks(Violations violations, String path) {
    this.violations = violations;
    this.path = path;
  }

  /** Checks of a message inside the request, whose fields' paths begin with its name. */
  public RequestChecks inside(String message) {
    return new RequestChecks(violations, path + message + ".");
  }

  /**
   * An id that the server or an operator chose: 1 to 64 characters of a-z, 0-9, '.', '_' and '-', the first a letter or
   * digit.
   */
  public String id(String field, String value) {
    require(isId(value), field,
        "must be 1 to " + MAX_ID_LENGTH + " characters of a-z, 0-9, '.', '_' and '-', the first a letter or digit");
    return value;
  }

  /** Whether this has the form of an id that the server or an operator chose. */
  public static boolean isId(String value) {
    if (value.isEmpty() || value.length() > MAX_ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
        return false;
      }
    }
    return true;
  }

  /** An id that others chose: 1 to 64 characters. */
  public String foreignId(String field, String value) {
    return requiredText(field, value, MAX_ID_LENGTH);
  }

  /** An id that others chose, as bridges name it too: of another form, the one that replaces it. */
  public String replaceableId(String field, String value) {
    require(!value.isBlank(), field, "is required");
    return Texts.id(field, value, Corrections.UNNOTICED);
  }

  public String requiredText(String field, String value, int maxLength) {
    require(!value.isBlank(), field, "is required");
    return optionalText(field, value, maxLength);
  }

  public String optionalText(String field, String value, int maxLength) {
    require(value.codePointCount(0, value.length()) <= maxLength, field,
        "must be at most " + maxLength + " characters");
    String control = Texts.control(value);
    require(control == null, field, "must not contain control characters, such as " + control);
    return value;
  }

  public int pageSize(int value) {
    require(value >= 0, "page_size", "must not be below zero");
    return value == 0 ? DEFAULT_PAGE_SIZE : Math.min(value, MAX_PAGE_SIZE);
  }

  public String currency(String field, String value) {
    require(Codes.isCurrency(value), field, "must be the ISO 4217 code of a currency in circulation, such as USD");
    return value;
  }

  public String country(String field, String value) {
    require(Codes.isCountry(value), field, "must be an ISO 3166 alpha-2 code such as US");
    return value;
  }

  /** Microseconds since 1970 of a required time. */
  public long timeMicros(String field, boolean present, Timestamp value) {
    require(present, field, "is required");
    return present ? timeMicrosOr(field, true, value, 0) : 0;
  }

  /** Microseconds since 1970, or {@code absentMicros} if the time is absent. */
  public long timeMicrosOr(String field, boolean present, Timestamp value, long absentMicros) {
    if (!present) {
      return absentMicros;
    }
    boolean valid = Times.isValid(value);
    require(valid, field, "must be a valid time from 2000-01-01 to 2099-12-31");
    return valid ? Times.micros(value) : 0;
  }

  /** A range of time; unlimited where a bound is absent. */
  public MicrosRange timeRange(String field, TimeRange value) {
    RequestChecks range = inside(field);
    long fromMicros = range.timeMicrosOr("from", value.hasFrom(), value.getFrom(), Long.MIN_VALUE);
    long toMicros = range.timeMicrosOr("to", value.hasTo(), value.getTo(), Long.MAX_VALUE);
    range.require(fromMicros <= toMicros, "to", "must not be before from");
    return new MicrosRange(fromMicros, toMicros);
  }

  public long amountMicros(String field, long value, long leastMicros, long mostMicros) {
    require(value >= leastMicros && value <= mostMicros, field, "must be " + leastMicros + " to " + mostMicros
        + " micros (" + units(leastMicros) + " to " + units(mostMicros) + " units), and is " + units(value) + " units");
    return value;
  }

  private static String units(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DECIMALS).stripTrailingZeros().toPlainString();
  }

  public void require(boolean valid, String field, String rule) {
    if (!valid) {
      violations.add(path + field, rule);
    }
  }
}
