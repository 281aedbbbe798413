ALTER TABLE ledger_entry
  ADD COLUMN record_sequence bigint,
  ADD COLUMN old_charge_micros bigint,
  ADD COLUMN new_charge_micros bigint,
  ADD COLUMN old_destination text,
  ADD COLUMN new_destination text,
  ADD COLUMN new_billed_seconds bigint,
  ADD COLUMN new_connection_fee_micros bigint;

CREATE INDEX ledger_entry_by_record ON ledger_entry (shard, record_sequence, sequence)
  WHERE record_sequence IS NOT NULL;

COMMENT ON COLUMN ledger_entry.kind IS 'PURCHASE, RECHARGE, ADJUSTMENT, USAGE, EXPIRY or RERATING.';
COMMENT ON COLUMN ledger_entry.reference
  IS 'The call record''s usage_id for USAGE and RERATING, else the request or recharge id.';
COMMENT ON COLUMN ledger_entry.record_sequence
  IS 'Sequence of the re-rated call record, in the same shard; null for every kind but RERATING, as are the next six.';
COMMENT ON COLUMN ledger_entry.old_charge_micros IS 'What the call cost until then, in micros of the currency.';
COMMENT ON COLUMN ledger_entry.new_charge_micros IS 'What it costs from then on; amount_micros is old less new.';
COMMENT ON COLUMN ledger_entry.old_destination IS 'Destination until then; empty when the call was free for want of a rate.';
COMMENT ON COLUMN ledger_entry.new_destination IS 'Destination that the new rate names.';
COMMENT ON COLUMN ledger_entry.new_billed_seconds IS 'Time that is charged, after the new rate''s increments.';
COMMENT ON COLUMN ledger_entry.new_connection_fee_micros IS 'Part of new_charge_micros, in micros of the currency.';
