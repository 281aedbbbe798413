package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.usage.Column;
import dev.tollbridge.v1.CallType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes calls as records of a report. Texts were encoded once beforehand, so that only digits remain to be encoded.
 * For one thread.
 */
final class ReportRecordEncoder {
  private static final long MICROS_PER_CENT = 10_000;

  private final UsageIds usageIds;
  private final TimestampEncoder timestamps = new TimestampEncoder();
  private final Map<Column, FieldText> leads = new EnumMap<>(Column.class);
  private final byte[] end;
  private final byte[] quote;
  private final byte[] dialIn;
  private final byte[] dialOut;
  private final byte[] toll;
  private final byte[] tollFree;
  private final byte[] domestic;
  private final byte[] international;
  private final byte[] unknown;
  private final byte[] currency;
  private final byte[] charged;
  private final byte[] free;

  ReportRecordEncoder(ReportFormat format, UsageIds usageIds) {
    this.usageIds = usageIds;
    for (Column column : Column.values()) {
      leads.put(column, new FieldText(format.lead(column)));
    }
    this.end = format.end();
    this.quote = format.quote();
    this.dialIn = format.text("conf_in");
    this.dialOut = format.text("conf_out");
    this.toll = format.text("Toll");
    this.tollFree = format.text("Toll Free");
    this.domestic = format.text("Domestic");
    this.international = format.text("International");
    this.unknown = format.text("");
    this.currency = format.text("USD");
    this.charged = format.text("MCOMEETACPEA");
    this.free = format.text("FREECALL");
  }

  /** Writes one record; its number determines its usage id. */
  void encode(long recordNumber, GeneratedCall call, ByteBuilder to) {
    uuid(Column.USAGE_ID, usageIds.high(), usageIds.low(recordNumber), to);
    uuid(Column.CALL_ID, call.callIdHigh(), call.callIdLow(), to);
    lead(Column.CONFERENCE_ID, to);
    to.append(quote);
    to.appendNumber(call.conferenceId());
    to.append(quote);
    call.user().appendTo(to);
    numbers(call, to);
    times(call, to);
    money(call, to);
    to.append(end);
  }

  private void numbers(GeneratedCall call, ByteBuilder to) {
    byte[] attendee = call.attendee().text(call.hiddenDigits());
    byte[] service = call.service().text(0);
    text(Column.CALLER_ID, call.isDialOut() ? service : attendee, to);
    text(Column.CALL_TYPE, call.isDialOut() ? dialOut : dialIn, to);
    text(Column.NUMBER_TYPE, numberType(call.callType()), to);
    text(Column.DOMESTIC_INTERNATIONAL, whereabouts(call), to);
    lead(Column.DESTINATION_DIALED, to);
    call.price().destination().appendTo(to);
    text(Column.DESTINATION_NUMBER, call.isDialOut() ? attendee : service, to);
  }

  private byte[] numberType(CallType callType) {
    return switch (callType) {
      case CALL_TYPE_TOLL_DIAL_IN -> toll;
      case CALL_TYPE_TOLL_FREE_DIAL_IN -> tollFree;
      case CALL_TYPE_DIAL_OUT, CALL_TYPE_UNSPECIFIED, UNRECOGNIZED -> unknown;
    };
  }

  private byte[] whereabouts(GeneratedCall call) {
    if (call.attendee().country() < 0) {
      return unknown;
    }
    return call.attendee().country() == call.homeCountry() ? domestic : international;
  }

  private void times(GeneratedCall call, ByteBuilder to) {
    time(Column.START_TIME, call.startMilli(), to);
    time(Column.END_TIME, call.endMilli(), to);
    lead(Column.DURATION_SECONDS, to);
    to.appendNumber(call.durationSeconds());
  }

  private void money(GeneratedCall call, ByteBuilder to) {
    long chargeMicros = call.price().chargeMicros(call.durationSeconds());
    amount(Column.CONNECTION_FEE, call.durationSeconds() == 0 ? 0 : call.price().feeMicros(), to);
    amount(Column.CHARGE, chargeMicros, to);
    text(Column.CURRENCY, currency, to);
    text(Column.CAPABILITY, chargeMicros == 0 ? free : charged, to);
  }

  /** Two decimals, half up. */
  private void amount(Column column, long micros, ByteBuilder to) {
    long cents = Math.floorDiv(micros + MICROS_PER_CENT / 2, MICROS_PER_CENT);
    lead(column, to);
    to.append(quote);
    to.appendNumber(cents / 100);
    to.append('.');
    to.appendDigits(cents % 100, 2);
    to.append(quote);
  }

  private void time(Column column, long milli, ByteBuilder to) {
    lead(column, to);
    to.append(quote);
    timestamps.encode(milli, to);
    to.append(quote);
  }

  private void uuid(Column column, long high, long low, ByteBuilder to) {
    lead(column, to);
    to.append(quote);
    to.appendUuid(high, low);
    to.append(quote);
  }

  private void text(Column column, byte[] text, ByteBuilder to) {
    lead(column, to);
    to.append(text);
  }

  private void lead(Column column, ByteBuilder to) {
    Objects.requireNonNull(leads.get(column)).appendTo(to);
  }
}
