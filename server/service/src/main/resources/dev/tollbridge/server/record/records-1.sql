-- Times are microseconds since 1970, money is micros, alternatives are stored by name.

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
  free_reason TEXT,
  close_reason TEXT NOT NULL,
  denial TEXT,
  cause TEXT NOT NULL,
  bridge_id TEXT NOT NULL,
  session INTEGER NOT NULL,
  leg_number INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger_entry (
  sequence INTEGER PRIMARY KEY,
  organization_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_micros INTEGER NOT NULL,
  balance_micros INTEGER NOT NULL,
  currency TEXT NOT NULL,
  book_micros INTEGER NOT NULL,
  reference TEXT NOT NULL,
  description TEXT NOT NULL,
  -- null in every entry that is not a re-rating
  record_sequence INTEGER,
  old_charge_micros INTEGER,
  new_charge_micros INTEGER,
  old_destination TEXT,
  new_destination TEXT,
  new_billed_seconds INTEGER,
  new_connection_fee_micros INTEGER,
  -- null in every entry that is not a refund
  refunded_record INTEGER,
  author TEXT NOT NULL
) STRICT;

-- Every change that somebody asked for, whether it was made or refused.
CREATE TABLE audit_entry (
  sequence INTEGER PRIMARY KEY,
  at_micros INTEGER NOT NULL,
  author TEXT NOT NULL,
  peer TEXT NOT NULL,
  rpc TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- null without an organization
  before_micros INTEGER,
  after_micros INTEGER,
  outcome TEXT NOT NULL
) STRICT;

-- Up to which sequence old rows have been deleted.
CREATE TABLE deletion (
  table_name TEXT PRIMARY KEY,
  through_sequence INTEGER NOT NULL
) STRICT;

CREATE INDEX call_record_by_start ON call_record (organization_id, start_micros, sequence);
-- The calls that nothing has priced yet, few of many.
CREATE INDEX call_record_unpriced ON call_record (organization_id, start_micros, sequence)
  WHERE free_reason IN ('NO_RATE', 'UNKNOWN_SERVICE_NUMBER');
-- Not unique: callers choose the ids of booked calls, and a reused one must stop no shard.
CREATE INDEX call_record_by_usage_id ON call_record (organization_id, usage_id);
-- Finds the closing of a bridge's leg; booked calls have no bridge.
CREATE INDEX call_record_by_bridge_leg ON call_record (bridge_id, session, leg_number, sequence)
  WHERE bridge_id <> '';

CREATE INDEX ledger_entry_by_book_time ON ledger_entry (organization_id, book_micros, sequence);
CREATE INDEX audit_entry_by_time ON audit_entry (at_micros, sequence);
CREATE INDEX audit_entry_by_organization ON audit_entry (organization_id, at_micros, sequence);
CREATE INDEX audit_entry_by_author ON audit_entry (author, at_micros, sequence);
-- Finds what was refunded of a call.
CREATE INDEX ledger_entry_by_refunded_record ON ledger_entry (refunded_record)
  WHERE refunded_record IS NOT NULL;
-- Finds a call's current price.
CREATE INDEX ledger_entry_by_record ON ledger_entry (record_sequence, sequence)
  WHERE record_sequence IS NOT NULL;
