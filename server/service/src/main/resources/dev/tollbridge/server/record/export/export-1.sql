-- Money is in micros of the row's currency, exact. Times are exact in the …_micros columns, microseconds since 1970;
-- the timestamptz columns next to them follow from those.

CREATE TABLE call_record (
  shard integer NOT NULL,
  sequence bigint NOT NULL,
  usage_id text NOT NULL,
  leg_id text NOT NULL,
  conference_id text NOT NULL,
  organization_id text NOT NULL,
  organizer_id text NOT NULL,
  call_type text NOT NULL,
  service_number text NOT NULL,
  remote_number text NOT NULL,
  remote_country text NOT NULL,
  destination text NOT NULL,
  start_micros bigint NOT NULL,
  start_time timestamptz NOT NULL
    GENERATED ALWAYS AS ((timestamp '1970-01-01' + start_micros * interval '1 microsecond') AT TIME ZONE 'UTC') STORED,
  end_micros bigint NOT NULL,
  end_time timestamptz NOT NULL
    GENERATED ALWAYS AS ((timestamp '1970-01-01' + end_micros * interval '1 microsecond') AT TIME ZONE 'UTC') STORED,
  duration_seconds bigint NOT NULL,
  billed_seconds bigint NOT NULL,
  connection_fee_micros bigint NOT NULL,
  charge_micros bigint NOT NULL,
  closing_adjustment_micros bigint NOT NULL,
  overdraft_micros bigint NOT NULL,
  currency text NOT NULL,
  capability text NOT NULL,
  free_reason text,
  close_reason text NOT NULL,
  denial text,
  cause text NOT NULL,
  bridge_id text NOT NULL,
  session bigint NOT NULL,
  leg_number bigint NOT NULL,
  PRIMARY KEY (shard, sequence)
);

CREATE INDEX call_record_by_organization ON call_record (organization_id, start_micros);
CREATE INDEX call_record_by_start_time ON call_record USING brin (start_time);
CREATE INDEX call_record_by_usage_id ON call_record (usage_id);
CREATE INDEX call_record_by_conference ON call_record (conference_id);

COMMENT ON TABLE call_record IS 'One closed leg each: who called where, for how long, and what it cost.';
COMMENT ON COLUMN call_record.shard IS 'The shard of the organization; with sequence the key.';
COMMENT ON COLUMN call_record.sequence IS 'Position in the shard''s records: 1, 2, 3 …, without gaps.';
COMMENT ON COLUMN call_record.usage_id IS 'Unique id of the record; reference of its ledger entry.';
COMMENT ON COLUMN call_record.leg_id IS 'The bridge''s id for the leg; not guaranteed unique.';
COMMENT ON COLUMN call_record.conference_id IS 'The meeting on the bridge.';
COMMENT ON COLUMN call_record.organization_id IS 'The organization that pays.';
COMMENT ON COLUMN call_record.organizer_id IS 'The user whose meeting it is.';
COMMENT ON COLUMN call_record.call_type IS 'DIAL_OUT, TOLL_DIAL_IN or TOLL_FREE_DIAL_IN.';
COMMENT ON COLUMN call_record.service_number
  IS 'The bridge''s number, E.164 with + unless the bridge reported another text; empty when there is none.';
COMMENT ON COLUMN call_record.remote_number IS 'The caller or the dialled number, as the bridge reported it; not masked.';
COMMENT ON COLUMN call_record.remote_country IS 'Its country, ISO 3166 alpha-2; empty when unknown.';
COMMENT ON COLUMN call_record.destination IS 'Name of the destination, from the rate; empty when no rate was found.';
COMMENT ON COLUMN call_record.start_micros IS 'When the leg was answered, microseconds since 1970.';
COMMENT ON COLUMN call_record.start_time IS 'start_micros as a timestamp.';
COMMENT ON COLUMN call_record.end_micros IS 'When the leg ended, microseconds since 1970.';
COMMENT ON COLUMN call_record.end_time IS 'end_micros as a timestamp.';
COMMENT ON COLUMN call_record.duration_seconds IS 'Answered time, every started second counted.';
COMMENT ON COLUMN call_record.billed_seconds IS 'Time that was charged, after the rate''s increments.';
COMMENT ON COLUMN call_record.connection_fee_micros IS 'Part of charge_micros, in micros of the currency.';
COMMENT ON COLUMN call_record.charge_micros IS 'All that the leg cost, in micros of the currency.';
COMMENT ON COLUMN call_record.closing_adjustment_micros
  IS 'Difference booked at the end, in micros of the currency; below zero is a refund.';
COMMENT ON COLUMN call_record.overdraft_micros
  IS 'Part of the charge that took the balance below zero, in micros of the currency.';
COMMENT ON COLUMN call_record.currency IS 'ISO 4217 code.';
COMMENT ON COLUMN call_record.capability IS 'MCOMEETACPEA, or FREECALL.';
COMMENT ON COLUMN call_record.free_reason
  IS 'Why an answered call cost nothing: NO_RATE, UNKNOWN_SERVICE_NUMBER, EMERGENCY, ZERO_RATE or DENIED; else null.';
COMMENT ON COLUMN call_record.close_reason IS 'How the leg was closed, such as ENDED, ORPHANED or BOOKED.';
COMMENT ON COLUMN call_record.denial IS 'Why the leg was denied or disconnected; null when it was not.';
COMMENT ON COLUMN call_record.cause IS 'The cause that the bridge reported with the end.';
COMMENT ON COLUMN call_record.bridge_id IS 'The bridge of the leg; empty for booked calls.';
COMMENT ON COLUMN call_record.session IS 'The bridge''s session; 0 for booked calls.';
COMMENT ON COLUMN call_record.leg_number IS 'The bridge''s number for the leg within its session; 0 for booked calls.';

CREATE TABLE ledger_entry (
  shard integer NOT NULL,
  sequence bigint NOT NULL,
  organization_id text NOT NULL,
  kind text NOT NULL,
  amount_micros bigint NOT NULL,
  balance_micros bigint NOT NULL,
  currency text NOT NULL,
  book_micros bigint NOT NULL,
  book_time timestamptz NOT NULL
    GENERATED ALWAYS AS ((timestamp '1970-01-01' + book_micros * interval '1 microsecond') AT TIME ZONE 'UTC') STORED,
  reference text NOT NULL,
  description text NOT NULL,
  record_sequence bigint,
  old_charge_micros bigint,
  new_charge_micros bigint,
  old_destination text,
  new_destination text,
  new_billed_seconds bigint,
  new_connection_fee_micros bigint,
  refunded_record bigint,
  author text NOT NULL,
  PRIMARY KEY (shard, sequence)
);

CREATE INDEX ledger_entry_by_organization ON ledger_entry (organization_id, book_micros);
CREATE INDEX ledger_entry_by_book_time ON ledger_entry USING brin (book_time);
CREATE INDEX ledger_entry_by_reference ON ledger_entry (reference);
CREATE INDEX ledger_entry_by_record ON ledger_entry (shard, record_sequence, sequence)
  WHERE record_sequence IS NOT NULL;

COMMENT ON TABLE ledger_entry IS 'One change of an organization''s credits each.';
COMMENT ON COLUMN ledger_entry.shard IS 'The shard of the organization; with sequence the key.';
COMMENT ON COLUMN ledger_entry.sequence IS 'Position in the shard''s ledger: 1, 2, 3 …, without gaps.';
COMMENT ON COLUMN ledger_entry.organization_id IS 'The organization whose credits changed.';
COMMENT ON COLUMN ledger_entry.kind IS 
  'PURCHASE, RECHARGE, ADJUSTMENT, USAGE, EXPIRY, RERATING, REFUND, PAYOUT or FORFEITURE.';
COMMENT ON COLUMN ledger_entry.amount_micros IS 'The change, in micros of the currency; above zero adds credit.';
COMMENT ON COLUMN ledger_entry.balance_micros
  IS 'Sum of this and every earlier entry of the organization, in micros of the currency.';
COMMENT ON COLUMN ledger_entry.currency IS 'ISO 4217 code.';
COMMENT ON COLUMN ledger_entry.book_micros IS 'When it was booked, microseconds since 1970.';
COMMENT ON COLUMN ledger_entry.book_time IS 'book_micros as a timestamp.';
COMMENT ON COLUMN ledger_entry.reference
  IS 'The call record''s usage_id for USAGE, RERATING and REFUND, else the request or recharge id.';
COMMENT ON COLUMN ledger_entry.description IS 'For people; may be empty.';
COMMENT ON COLUMN ledger_entry.record_sequence
  IS 'Sequence of the re-rated call record, in the same shard; null for every kind but RERATING, as are the next six.';
COMMENT ON COLUMN ledger_entry.old_charge_micros IS 'What the call cost until then, in micros of the currency.';
COMMENT ON COLUMN ledger_entry.new_charge_micros IS 'What it costs from then on; amount_micros is old less new.';
COMMENT ON COLUMN ledger_entry.old_destination IS 'Destination until then; empty when the call was free because it had no rate.';
COMMENT ON COLUMN ledger_entry.new_destination IS 'Destination that the new rate names.';
COMMENT ON COLUMN ledger_entry.new_billed_seconds IS 'Time that is charged, after the new rate''s increments.';
COMMENT ON COLUMN ledger_entry.new_connection_fee_micros IS 'Part of new_charge_micros, in micros of the currency.';
COMMENT ON COLUMN ledger_entry.refunded_record
  IS 'Sequence of the refunded call record, in the same shard; null for every kind but REFUND.';
COMMENT ON COLUMN ledger_entry.author IS 'Who asked for it; empty for what the server and the bridges do.';

CREATE TABLE audit_entry (
  shard integer NOT NULL,
  sequence bigint NOT NULL,
  at_micros bigint NOT NULL,
  at_time timestamptz NOT NULL
    GENERATED ALWAYS AS ((timestamp '1970-01-01' + at_micros * interval '1 microsecond') AT TIME ZONE 'UTC') STORED,
  author text NOT NULL,
  peer text NOT NULL,
  rpc text NOT NULL,
  organization_id text NOT NULL,
  request_id text NOT NULL,
  subject text NOT NULL,
  before_micros bigint,
  after_micros bigint,
  outcome text NOT NULL,
  PRIMARY KEY (shard, sequence)
);

CREATE INDEX audit_entry_by_organization ON audit_entry (organization_id, at_micros);
CREATE INDEX audit_entry_by_time ON audit_entry USING brin (at_time);

COMMENT ON TABLE audit_entry IS 'One change each that somebody asked for, whether it was made or refused.';
COMMENT ON COLUMN audit_entry.shard IS 'The shard that decided; with sequence the key.';
COMMENT ON COLUMN audit_entry.sequence IS 'Position in the shard''s audit log: 1, 2, 3 …, without gaps.';
COMMENT ON COLUMN audit_entry.at_micros IS 'When it was decided, microseconds since 1970.';
COMMENT ON COLUMN audit_entry.at_time IS 'at_micros as a timestamp.';
COMMENT ON COLUMN audit_entry.author IS 'Name of the caller; open on a server without authentication.';
COMMENT ON COLUMN audit_entry.peer IS 'Network address of the caller, as far as it is known.';
COMMENT ON COLUMN audit_entry.rpc IS 'The RPC, such as PurchaseCredits.';
COMMENT ON COLUMN audit_entry.organization_id IS 'The organization; empty for what all organizations share.';
COMMENT ON COLUMN audit_entry.request_id IS 'The caller''s request id; empty where the RPC has none.';
COMMENT ON COLUMN audit_entry.subject
  IS 'What else was named: an organizer, deck, service number, recharge, usage id or reason; may be empty.';
COMMENT ON COLUMN audit_entry.before_micros
  IS 'The organization''s balance before it, in micros of its currency; null without an organization.';
COMMENT ON COLUMN audit_entry.after_micros IS 'Its balance after it.';
COMMENT ON COLUMN audit_entry.outcome IS 'DONE, REPEATED, or why it was refused.';

CREATE TABLE export_installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  installation_id text NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE export_installation IS 'The one data directory whose rows these tables hold.';
COMMENT ON COLUMN export_installation.only_row IS 'Keeps the table to one row.';
COMMENT ON COLUMN export_installation.installation_id IS 'Id of the data directory.';
COMMENT ON COLUMN export_installation.claimed_at IS 'When the export first ran.';

CREATE TABLE export_progress (
  shard integer NOT NULL,
  table_name text NOT NULL,
  last_sequence bigint NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shard, table_name)
);

COMMENT ON TABLE export_progress IS 'How far each table of each shard is exported; updated together with its rows.';
COMMENT ON COLUMN export_progress.shard IS 'The shard.';
COMMENT ON COLUMN export_progress.table_name IS 'call_record, ledger_entry or audit_entry.';
COMMENT ON COLUMN export_progress.last_sequence IS 'Sequence of the last exported row; 0 before the first.';
COMMENT ON COLUMN export_progress.updated_at IS 'When rows were last exported.';
