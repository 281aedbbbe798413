package dev.tollbridge.simulator.usage;

import dev.tollbridge.v1.CallType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts a row's fields to a call; {@link IllegalArgumentException} names the invalid field. */
final class CallParser {
  private static final int MAX_DECIMALS = 6;
  private static final Pattern GUID = Pattern
      .compile("\\{?(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})\\}?");
  private static final int MIN_GUID = 32;
  private static final int WRITTEN_GUID = 36;
  private static final int MAX_GUID = 38;
  private static final Pattern TOLL = Pattern.compile(".*(?:toll|paid|geographic).*");
  private static final String TEXT_COLUMN = " was destroyed by a spreadsheet: format the column as text, and export "
      + "it again";

  private final Header header;
  private final DateOrder dates;
  private final ReadingNotes notes;

  CallParser(Header header, DateOrder dates, ReadingNotes notes) {
    this.header = header;
    this.dates = dates;
    this.notes = notes;
  }

  /** The call type of a row of another product; empty: the row has a conferencing call. */
  Optional<String> otherProduct(List<String> fields) {
    String callType = text(fields, Column.CALL_TYPE);
    return CallKind.of(callType) == CallKind.OTHER ? Optional.of(callType) : Optional.empty();
  }

  UsageCall parse(List<String> fields) {
    boolean dialOut = CallKind.of(text(fields, Column.CALL_TYPE)) == CallKind.DIAL_OUT;
    String called = called(fields, dialOut);
    String usageId = guid(intact(fields, Column.USAGE_ID));
    String objectId = guid(text(fields, Column.OBJECT_ID));
    String upn = text(fields, Column.UPN);
    CallTimes times = times(fields);
    BigDecimal charge = charge(fields);
    String caller = caller(fields, called, dialOut);
    CallType callType = dialOut ? CallType.CALL_TYPE_DIAL_OUT : dialIn(text(fields, Column.NUMBER_TYPE), called);
    if (times.adjusted()) {
      notes.roundedDuration();
    }
    return new UsageCall(usageId, text(fields, Column.CALL_ID), text(fields, Column.CONFERENCE_ID),
        objectId.isEmpty() ? upn : objectId, upn, callType, dialOut ? caller : called, dialOut ? called : caller,
        text(fields, Column.DESTINATION_DIALED), times.answer(), times.end(), times.seconds(), charge,
        text(fields, Column.CURRENCY).toUpperCase(Locale.ROOT), text(fields, Column.CAPABILITY));
  }

  /** Toll or toll-free by the Number Type, otherwise by the service number; unspecified if neither shows it. */
  private CallType dialIn(String numberType, String serviceNumber) {
    String lower = numberType.toLowerCase(Locale.ROOT);
    if (lower.contains("free")) {
      return CallType.CALL_TYPE_TOLL_FREE_DIAL_IN;
    }
    if (TOLL.matcher(lower).matches()) {
      return CallType.CALL_TYPE_TOLL_DIAL_IN;
    }
    Optional<Boolean> tollFree = NumberPlan.isTollFree(serviceNumber);
    if (tollFree.isEmpty()) {
      notes.typeUnknown();
      return CallType.CALL_TYPE_UNSPECIFIED;
    }
    notes.typeByNumber(tollFree.get());
    return tollFree.get() ? CallType.CALL_TYPE_TOLL_FREE_DIAL_IN : CallType.CALL_TYPE_TOLL_DIAL_IN;
  }

  /** Dialled from a country of North America, ten digits may be a number of there. */
  private String called(List<String> fields, boolean dialOut) {
    boolean northAmerican = dialOut && (NumberPlan.isNorthAmerican(text(fields, Column.USER_LOCATION))
        || text(fields, Column.CALLER_ID).startsWith("+1"));
    return NumberText.normalized(intact(fields, Column.DESTINATION_NUMBER), northAmerican);
  }

  /** A destroyed caller only lacks its country; the number that a dial-out showed decides nothing. */
  private String caller(List<String> fields, String called, boolean dialOut) {
    String caller = text(fields, Column.CALLER_ID);
    if (!dialOut && NumberText.isDestroyed(caller)) {
      notes.destroyedCaller(caller);
    }
    return NumberText.normalized(caller, called.startsWith("+1"));
  }

  private CallTimes times(List<String> fields) {
    TimeText.Moment start = moment(fields, Column.START_TIME);
    String duration = text(fields, Column.DURATION_SECONDS);
    if (text(fields, Column.END_TIME).isEmpty() && duration.isEmpty()) {
      throw new IllegalArgumentException("End Time and Duration Seconds are empty");
    }
    return CallTimes.of(start, text(fields, Column.END_TIME).isEmpty() ? null : moment(fields, Column.END_TIME),
        duration);
  }

  private TimeText.Moment moment(List<String> fields, Column column) {
    String text = intact(fields, column);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(column.header() + " is empty");
    }
    TimeText.Moment moment = TimeText.read(column.header(), text, dates, header.zone());
    if (moment == null) {
      throw new IllegalArgumentException(column.header() + " '" + text + "' is not a time such as 2026-10-05T08:00:00Z"
          + (dates == DateOrder.UNSTATED ? "" : ", or its date is not in the order " + dates.letters()));
    }
    return moment;
  }

  /** The exact charge if the report has one, otherwise the rounded one. */
  private @Nullable BigDecimal charge(List<String> fields) {
    String micros = header.chargeMicros(fields);
    return !micros.isEmpty() && micros.matches("\\d{1,18}")
        ? BigDecimal.valueOf(Long.parseLong(micros), MAX_DECIMALS)
        : amount(text(fields, Column.CHARGE));
  }

  private @Nullable BigDecimal amount(String text) {
    if (text.isEmpty()) {
      return null;
    }
    BigDecimal amount = AmountText.read(text, header.delimiter() == ';');
    BigDecimal plain = amount == null ? null : amount.stripTrailingZeros();
    if (plain == null || plain.signum() < 0 || plain.scale() > MAX_DECIMALS) {
      throw new IllegalArgumentException(
          "Charge '" + text + "' is not an amount such as 0.51, with at most 6 decimals");
    }
    return plain;
  }

  /** One text for all spellings of a GUID; other ids are unchanged. */
  private static String guid(String text) {
    if (text.length() < MIN_GUID || text.length() > MAX_GUID
        || (text.length() == WRITTEN_GUID && text.equals(text.toLowerCase(Locale.ROOT)))) {
      return text;
    }
    var guid = GUID.matcher(text);
    return guid.matches() ? guid.replaceFirst("$1-$2-$3-$4-$5").toLowerCase(Locale.ROOT) : text;
  }

  /** A field without which a call cannot be rated. */
  private String intact(List<String> fields, Column column) {
    String text = text(fields, column);
    if (NumberText.isDestroyed(text)) {
      throw new ColumnFault(column.header() + " '" + text + "'" + TEXT_COLUMN);
    }
    return text;
  }

  /** The text without what makes spreadsheets treat it as text: an apostrophe before it, or a formula of it. */
  private String text(List<String> fields, Column column) {
    String field = header.field(fields, column);
    if (field.startsWith("=\"") && field.endsWith("\"") && field.length() > 2) {
      return field.substring(2, field.length() - 1).strip();
    }
    return field.startsWith("'") ? field.substring(1) : field;
  }
}
