// At the end, records, ledger and balance agree to the micro.
import assert from 'node:assert/strict';
import { PURCHASE_MICROS } from './setup.mjs';

export async function checkAccount(client, run, passed) {
  const organization = { organization_id: run.organization };
  const records = await pages(client, 'CallRecord', 'ListCallRecords', 'call_records', organization);
  assert.deepEqual(byUsageId(records), byUsageId(run.usage), 'call records');
  for (const record of run.usage) {
    const { call_record: stored } = await client.call('CallRecord', 'GetCallRecord',
      { ...organization, usage_id: record.usage_id });
    assert.deepEqual(stored, record, `call record ${record.usage_id}`);
  }
  passed(`the ${records.length} call records are those sent on the streams`);

  const entries = await pages(client, 'Credit', 'ListLedgerEntries', 'entries', organization);
  let sum = 0n;
  for (const entry of entries) {
    sum += BigInt(entry.amount_micros);
    assert.equal(BigInt(entry.balance_micros), sum, `balance of ledger entry ${entry.entry_id}`);
  }
  const usage = entries.filter((entry) => entry.kind === 'LEDGER_ENTRY_KIND_USAGE');
  const charged = run.usage.filter((record) => record.charge_micros !== '0');
  assert.deepEqual(Object.fromEntries(usage.map((entry) => [entry.reference, BigInt(entry.amount_micros)])),
    Object.fromEntries(charged.map((record) => [record.usage_id, -BigInt(record.charge_micros)])),
    'usage in the ledger');
  passed('the ledger has every charge once');

  const spent = charged.reduce((total, record) => total + BigInt(record.charge_micros), 0n);
  const balance = await client.call('Credit', 'GetBalance', organization);
  assert.equal(sum, PURCHASE_MICROS - spent, 'sum of the ledger');
  assert.equal(BigInt(balance.balance_micros), sum, 'balance');
  assert.equal(balance.active_legs_micros, '0', 'debited for active legs');
  assert.equal(balance.active_leg_count, '0', 'active legs');
  assert.equal(balance.lots.reduce((left, lot) => left + BigInt(lot.remaining_micros), 0n), sum, 'remaining lots');
  passed(`the balance is ${sum} micros: what was bought less what was used`);
}

/** All items of a list, in pages small enough that there are several. */
async function pages(client, service, method, field, request) {
  const all = [];
  let token = '';
  do {
    const page = await client.call(service, method, { ...request, page_size: 2, page_token: token });
    assert.ok(page[field].length <= 2, `size of a page of ${method}`);
    all.push(...page[field]);
    token = page.next_page_token;
  } while (token !== '');
  return all;
}

function byUsageId(records) {
  return records.toSorted((one, other) => (one.usage_id < other.usage_id ? -1 : 1));
}
