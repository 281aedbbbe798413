package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.tariff.CallType;
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
        sequence, usage_id, leg_id, conference_id, organization_id, organizer_id, call_type, service_number, \
        remote_number, remote_country, destination, start_micros, end_micros, duration_seconds, billed_seconds, \
        connection_fee_micros, charge_micros, closing_adjustment_micros, overdraft_micros, currency, capability, \
        close_reason, denial, cause, bridge_id, session, leg_number""";
  }

  @Override
  public String timeColumn() {
    return "start_micros";
  }

  /** The first record booked under a usage id; booking it again returns the first answer too. */
  String byUsageIdSql() {
    return "SELECT " + columns()
        + " FROM call_record WHERE organization_id = ? AND usage_id = ? ORDER BY sequence LIMIT 1";
  }

  /** The last record of a bridge's leg: a number that a bridge used twice means the later leg. */
  String byBridgeLegSql() {
    return "SELECT " + columns() + " FROM call_record WHERE bridge_id <> '' AND bridge_id = ? AND session = ?"
        + " AND leg_number = ? ORDER BY sequence DESC LIMIT 1";
  }

  /** An organization's records that started in [from, to) and go up to a sequence, after a position. */
  String rangeSql() {
    return "SELECT " + columns() + """
         FROM call_record WHERE organization_id = ? AND (start_micros, sequence) > (?, ?) AND start_micros < ?
        AND sequence <= ? AND call_type = coalesce(?, call_type) ORDER BY start_micros, sequence LIMIT ?""";
  }

  @Override
  public Position position(CallRecord record) {
    return new Position(record.startMicros(), record.sequence());
  }

  @Override
  public void bind(Parameters parameters, CallRecord record) throws SQLException {
    parameters.number(record.sequence()).text(record.usageId()).text(record.legId()).text(record.conferenceId())
        .text(record.organizationId()).text(record.organizerId()).name(record.callType()).text(record.serviceNumber())
        .text(record.remoteNumber()).text(record.remoteCountry()).text(record.destination())
        .number(record.startMicros()).number(record.endMicros()).number(record.durationSeconds())
        .number(record.billedSeconds()).number(record.connectionFeeMicros()).number(record.chargeMicros())
        .number(record.closingAdjustmentMicros()).number(record.overdraftMicros()).text(record.currency())
        .text(record.capability()).name(record.closeReason()).name(record.denial()).text(record.cause())
        .text(record.bridgeId()).number(record.session()).number(record.legNumber());
  }

  @Override
  public CallRecord read(ResultSet row) throws SQLException {
    Columns in = new Columns(row);
    return new CallRecord(in.number(), in.text(), in.text(), in.text(), in.text(), in.text(), in.name(CallType.class),
        in.text(), in.text(), in.text(), in.text(), in.number(), in.number(), in.number(), in.number(), in.number(),
        in.number(), in.number(), in.number(), in.text(), in.text(), in.name(CloseReason.class),
        in.nameOrNull(DenialReason.class), in.text(), in.text(), in.number(), in.number());
  }
}
