package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Call records, in pages by start time. */
final class CallRecordTable implements Table<CallRecord> {
  static final CallRecordTable INSTANCE = new CallRecordTable();

  private CallRecordTable() {}

  @Override
  public String name() {
    return "call_record";
  }

  @Override
  public String columns() {
    return """
        sequence, usage_id, leg_id, \
        conference_id, organization_id, organizer_id, call_type, service_number, remote_number, remote_country, \
        start_micros, end_micros, duration_seconds, \
        billed_seconds, connection_fee_micros, charge_micros, \
        destination, currency, closing_adjustment_micros, overdraft_micros, capability, free_reason, \
        close_reason, denial, cause, \
        bridge_id, session, leg_number""";
  }

  @Override
  public String timeColumn() {
    return "start_micros";
  }

  /** The first record booked under a usage id; booking it again returns the first outcome too. */
  String byUsageIdSql() {
    return "SELECT " + columns()
        + " FROM call_record WHERE organization_id = ? AND usage_id = ? ORDER BY sequence LIMIT 1";
  }

  /** The last record of a bridge's leg: if a bridge used a number twice, that of the later leg. */
  String byBridgeLegSql() {
    return "SELECT " + columns() + " FROM call_record WHERE bridge_id <> '' AND bridge_id = ? AND session = ?"
        + " AND leg_number = ? ORDER BY sequence DESC LIMIT 1";
  }

  /** As {@link #pageSql}, only calls that nothing has priced yet. */
  String unpricedSql() {
    return "SELECT " + columns() + """
         FROM call_record WHERE organization_id = ? AND (start_micros, sequence) > (?, ?) AND start_micros < ?
        AND sequence <= ? AND free_reason IN ('NO_RATE', 'UNKNOWN_SERVICE_NUMBER')
        AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE record_sequence = call_record.sequence)
        ORDER BY start_micros, sequence LIMIT ?""";
  }

  /** An organization's records that started in [from, to), after a position and up to a sequence. */
  String rangeSql() {
    return "SELECT " + columns() + """
         FROM call_record WHERE organization_id = ? AND (start_micros, sequence) > (?, ?) AND start_micros < ?
        AND sequence <= ? AND call_type = coalesce(?, call_type) ORDER BY start_micros, sequence LIMIT ?""";
  }

  @Override
  public Position position(CallRecord record) {
    return new Position(record.span().startMicros(), record.sequence());
  }

  @Override
  public void bind(Parameters parameters, CallRecord record) throws SQLException {
    parameters.number(record.sequence()).text(record.usageId()).text(record.legId());
    CallRecord.Parties parties = record.parties();
    parameters.text(parties.conferenceId()).text(parties.organizationId()).text(parties.organizerId())
        .name(parties.callType()).text(parties.serviceNumber()).text(parties.remoteNumber())
        .text(parties.remoteCountry());
    CallRecord.Span span = record.span();
    parameters.number(span.startMicros()).number(span.endMicros()).number(span.durationSeconds());
    CallRecord.Cost cost = record.cost();
    Price price = cost.price();
    parameters.number(price.billedSeconds()).number(price.connectionFeeMicros()).number(price.chargeMicros())
        .text(cost.destination()).text(cost.currency()).number(cost.closingAdjustmentMicros())
        .number(cost.overdraftMicros()).text(cost.capability()).name(cost.freeReason());
    CallRecord.Ending ending = record.ending();
    parameters.name(ending.reason()).name(ending.denial()).text(ending.cause());
    CallRecord.Origin origin = record.origin();
    parameters.text(origin.bridgeId()).number(origin.session()).number(origin.legNumber());
  }

  @Override
  public CallRecord read(ResultSet row) throws SQLException {
    Columns in = new Columns(row);
    return new CallRecord(in.number(), in.text(), in.text(), parties(in),
        new CallRecord.Span(in.number(), in.number(), in.number()), cost(in),
        new CallRecord.Ending(in.name(CloseReason.class), in.nameOrNull(DenialReason.class), in.text()),
        new CallRecord.Origin(in.text(), in.number(), in.number()));
  }

  private static CallRecord.Parties parties(Columns in) throws SQLException {
    return new CallRecord.Parties(in.text(), in.text(), in.text(), in.name(CallType.class), in.text(), in.text(),
        in.text());
  }

  private static CallRecord.Cost cost(Columns in) throws SQLException {
    return new CallRecord.Cost(new Price(in.number(), in.number(), in.number()), in.text(), in.text(), in.number(),
        in.number(), in.text(), in.nameOrNull(FreeReason.class));
  }
}
