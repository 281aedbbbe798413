package dev.tollbridge.server.record;

import java.util.List;

/** The tables of every schema version. Times are microseconds since 1970, money is micros, alternatives are their names. */
final class Schema {
  private static final String CALL_RECORD = """
      CREATE TABLE call_record (
        sequence INTEGER PRIMARY KEY,
        usage_id TEXT NOT NULL,
        leg_id TEXT NOT NULL,
        conference_id TEXT NOT NULL,
        organization_id TEXT NOT NULL,
        organizer_id TEXT NOT NULL,
        call_type TEXT NOT NULL,
        service_number TEXT NOT NULL,
        remote_number TEXT NOT NULL,
        remote_country TEXT NOT NULL,
        destination TEXT NOT NULL,
        start_micros INTEGER NOT NULL,
        end_micros INTEGER NOT NULL,
        duration_seconds INTEGER NOT NULL,
        billed_seconds INTEGER NOT NULL,
        connection_fee_micros INTEGER NOT NULL,
        charge_micros INTEGER NOT NULL,
        closing_adjustment_micros INTEGER NOT NULL,
        overdraft_micros INTEGER NOT NULL,
        currency TEXT NOT NULL,
        capability TEXT NOT NULL,
        close_reason TEXT NOT NULL,
        denial TEXT,
        cause TEXT NOT NULL,
        bridge_id TEXT NOT NULL,
        session INTEGER NOT NULL,
        leg_number INTEGER NOT NULL
      ) STRICT""";

  private static final String LEDGER_ENTRY = """
      CREATE TABLE ledger_entry (
        sequence INTEGER PRIMARY KEY,
        organization_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        amount_micros INTEGER NOT NULL,
        balance_micros INTEGER NOT NULL,
        currency TEXT NOT NULL,
        book_micros INTEGER NOT NULL,
        reference TEXT NOT NULL,
        description TEXT NOT NULL
      ) STRICT""";

  /** The index of usage ids is not unique: callers choose the ids of booked calls, and a reused one must stop no shard. */
  private static final List<String> VERSION_1 = List.of(CALL_RECORD, LEDGER_ENTRY,
      "CREATE INDEX call_record_by_start ON call_record (organization_id, start_micros, sequence)",
      "CREATE INDEX call_record_by_usage_id ON call_record (organization_id, usage_id)",
      "CREATE INDEX call_record_by_conference ON call_record (conference_id)",
      "CREATE INDEX call_record_by_leg ON call_record (leg_id)",
      "CREATE INDEX ledger_entry_by_book_time ON ledger_entry (organization_id, book_micros, sequence)");

  /** Finds the closing of a bridge's leg; booked calls have no bridge. */
  private static final List<String> VERSION_2 = List.of("""
      CREATE INDEX call_record_by_bridge_leg ON call_record (bridge_id, session, leg_number, sequence)
      WHERE bridge_id <> ''""");

  /** Up to which sequence old rows were deleted. */
  private static final List<String> VERSION_3 = List.of("""
      CREATE TABLE deletion (
        table_name TEXT PRIMARY KEY,
        through_sequence INTEGER NOT NULL
      ) STRICT""");

  /** Null in every entry that is not a re-rating. The index is how a call's present price is found. */
  private static final List<String> VERSION_4 = List.of("ALTER TABLE ledger_entry ADD COLUMN record_sequence INTEGER",
      "ALTER TABLE ledger_entry ADD COLUMN old_charge_micros INTEGER",
      "ALTER TABLE ledger_entry ADD COLUMN new_charge_micros INTEGER",
      "ALTER TABLE ledger_entry ADD COLUMN old_destination TEXT",
      "ALTER TABLE ledger_entry ADD COLUMN new_destination TEXT",
      "ALTER TABLE ledger_entry ADD COLUMN new_billed_seconds INTEGER",
      "ALTER TABLE ledger_entry ADD COLUMN new_connection_fee_micros INTEGER",
      "CREATE INDEX ledger_entry_by_record ON ledger_entry (record_sequence, sequence)"
          + " WHERE record_sequence IS NOT NULL");

  /** What brings a file from each version to the next one, from version 0, the empty file, on. */
  static final List<List<String>> STEPS = List.of(VERSION_1, VERSION_2, VERSION_3, VERSION_4);

  static final int VERSION = STEPS.size();

  private Schema() {}
}
