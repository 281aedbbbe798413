package dev.tollbridge.simulator.usage;

import dev.tollbridge.v1.CallType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts a row's fields to a call; {@link IllegalArgumentException} names the invalid field. */
final class CallParser {
  private static final Pattern ZONE = Pattern.compile(".*(?:[zZ]|[+-]\\d\\d:\\d\\d)");
  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,12}(?:\\.\\d{1,20})?");
  private static final int MAX_DECIMALS = 6;
  private static final long MAX_SECONDS = Duration.ofDays(365).toSeconds();

  private final Header header;

  CallParser(Header header) {
    this.header = header;
  }

  UsageCall parse(List<String> fields) {
    CallType callType = callType(text(fields, Column.CALL_TYPE), text(fields, Column.NUMBER_TYPE));
    boolean dialOut = callType == CallType.CALL_TYPE_DIAL_OUT;
    String caller = text(fields, Column.CALLER_ID);
    String called = text(fields, Column.DESTINATION_NUMBER);
    String objectId = text(fields, Column.OBJECT_ID);
    String upn = text(fields, Column.UPN);
    Times times = times(fields);
    return new UsageCall(text(fields, Column.USAGE_ID), text(fields, Column.CALL_ID),
        text(fields, Column.CONFERENCE_ID), objectId.isEmpty() ? upn : objectId, upn, callType,
        dialOut ? caller : called, dialOut ? called : caller, text(fields, Column.DESTINATION_DIALED), times.answer,
        times.end, times.seconds, charge(fields), text(fields, Column.CURRENCY),
        text(fields, Column.CAPABILITY));
  }

  private static CallType callType(String callType, String numberType) {
    return switch (callType.toLowerCase(Locale.ROOT)) {
      case "conf_out" -> CallType.CALL_TYPE_DIAL_OUT;
      case "conf_in" -> numberType.toLowerCase(Locale.ROOT).contains("free")
          ? CallType.CALL_TYPE_TOLL_FREE_DIAL_IN
          : CallType.CALL_TYPE_TOLL_DIAL_IN;
      case "" -> throw new IllegalArgumentException("Call Type is empty");
      default -> throw new IllegalArgumentException(
          "Call Type " + callType + " is not a conferencing call: conf_in or conf_out");
    };
  }

  /**
   * A call whose duration is shorter than the time between its start and its end rang first: it was answered {@code
   * duration} before its end.
   */
  private Times times(List<String> fields) {
    Instant start = instant(Column.START_TIME, text(fields, Column.START_TIME));
    String duration = text(fields, Column.DURATION_SECONDS);
    String endText = text(fields, Column.END_TIME);
    if (endText.isEmpty() && duration.isEmpty()) {
      throw new IllegalArgumentException("End Time and Duration Seconds are empty");
    }
    Instant end = endText.isEmpty() ? start.plusSeconds(seconds(duration)) : instant(Column.END_TIME, endText);
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("End Time is before Start Time");
    }
    long between = ceilSeconds(start, end);
    long connected = duration.isEmpty() ? between : seconds(duration);
    if (connected > between + 1) {
      throw new IllegalArgumentException("Duration Seconds is " + connected + ", but End Time is only " + between
          + " s after Start Time");
    }
    Instant answer = connected < between ? end.minusSeconds(connected) : start;
    return new Times(answer.isBefore(start) ? start : answer, end, Math.min(connected, between));
  }

  private static long ceilSeconds(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return between.getSeconds() + (between.getNano() > 0 ? 1 : 0);
  }

  private static long seconds(String text) {
    if (!text.matches("\\d{1,9}(?:\\.0*)?") || Long.parseLong(text.split("\\.", 2)[0]) > MAX_SECONDS) {
      throw new IllegalArgumentException("Duration Seconds '" + text + "' is not a number of seconds");
    }
    return Long.parseLong(text.split("\\.", 2)[0]);
  }

  private static Instant instant(Column column, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(column.header() + " is empty");
    }
    try {
      String iso = text.replace(' ', 'T');
      return OffsetDateTime.parse(ZONE.matcher(iso).matches() ? iso : iso + "Z").toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          column.header() + " '" + text + "' is not a time such as 2026-10-05T08:00:00Z", e);
    }
  }

  /** The exact charge if the report has one, otherwise the rounded one. */
  private @Nullable BigDecimal charge(List<String> fields) {
    String micros = header.chargeMicros(fields);
    return micros.matches("\\d{1,18}")
        ? BigDecimal.valueOf(Long.parseLong(micros), MAX_DECIMALS)
        : amount(text(fields, Column.CHARGE));
  }

  private static @Nullable BigDecimal amount(String text) {
    if (text.isEmpty()) {
      return null;
    }
    BigDecimal amount = AMOUNT.matcher(text).matches() ? new BigDecimal(text).stripTrailingZeros() : null;
    if (amount == null || amount.signum() < 0 || amount.scale() > MAX_DECIMALS) {
      throw new IllegalArgumentException(
          "Charge '" + text + "' is not an amount such as 0.51, with at most 6 decimals");
    }
    return amount;
  }

  /** The text without the apostrophe that prevents spreadsheets from treating it as a formula. */
  private String text(List<String> fields, Column column) {
    String field = header.field(fields, column);
    return field.startsWith("'") ? field.substring(1) : field;
  }

  private record Times(Instant answer, Instant end, long seconds) {}
}
