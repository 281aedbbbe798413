package dev.tollbridge.server.record;

import dev.tollbridge.core.tariff.CallType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up an organization's calls by organizer and call type. */
final class OrganizerTotalsQuery {
  /** A re-rating names the record; the latest one's charge applies. */
  private static final String RERATED = """
      sum(coalesce((SELECT new_charge_micros FROM ledger_entry WHERE record_sequence = call_record.sequence
        ORDER BY ledger_entry.sequence DESC LIMIT 1), charge_micros))""";
  private static final String REFUNDED = """
      sum(coalesce((SELECT sum(amount_micros) FROM ledger_entry WHERE refunded_record = call_record.sequence), 0))""";
  private static final String TOTALS = """
      SELECT organizer_id, call_type, count(*), sum(duration_seconds), sum(billed_seconds), sum(charge_micros), RERATED,
        REFUNDED
      FROM call_record
      WHERE organization_id = ? AND start_micros >= ? AND start_micros < ? AND organizer_id > ?
      GROUP BY organizer_id, call_type ORDER BY organizer_id LIMIT ?""";

  private final Connection connection;

  OrganizerTotalsQuery(Connection connection) {
    this.connection = connection;
  }

  /** Up to {@code limit} organizers after one, by id; the calls that started in [from, to). */
  List<OrganizerTotal> read(String organizationId, long fromMicros, long toMicros, String afterOrganizerId, int limit,
      boolean rerated) throws SQLException {
    String sql = TOTALS.replace("RERATED", rerated ? RERATED : "0").replace("REFUNDED", rerated ? REFUNDED : "0");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      // Each organizer has at most one row per type, so this limit cuts off none of those requested.
      new Parameters(statement).text(organizationId).number(fromMicros).number(toMicros).text(afterOrganizerId)
          .number((long) limit * CallType.values().length);
      try (ResultSet rows = statement.executeQuery()) {
        return collect(rows).entrySet().stream().limit(limit)
            .map(organizer -> new OrganizerTotal(organizer.getKey(), organizer.getValue())).toList();
      }
    }
  }

  private static Map<String, Map<CallType, OrganizerTotal.Calls>> collect(ResultSet rows) throws SQLException {
    Map<String, Map<CallType, OrganizerTotal.Calls>> organizers = new LinkedHashMap<>();
    while (rows.next()) {
      Columns in = new Columns(rows);
      organizers.computeIfAbsent(in.text(), _ -> new EnumMap<>(CallType.class)).put(in.name(CallType.class),
          new OrganizerTotal.Calls(in.number(), in.number(), in.number(), in.number(), in.number(), in.number()));
    }
    return organizers;
  }
}
