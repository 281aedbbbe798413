// Completed calls: a dry run, a booking, and the same booking again.
import assert from 'node:assert/strict';
import { codeName } from './client.mjs';
import { requireRecord } from './legs.mjs';
import { later } from './pricing.mjs';
import { rates } from './setup.mjs';

export async function checkCompletedCalls(client, run, passed) {
  const end = run.opened.server_time;
  const call = (usageId, change) => ({ usage_id: usageId, leg_id: `${run.id}-${usageId}`, conference_id: 'conference-2',
    organization_id: run.organization, organizer_id: 'organizer-1', direction: 'DIRECTION_DIAL_OUT',
    remote_number: '+33140000000', answer_time: later(end, -61), end_time: end, ...change });
  const calls = [call('call-1', {}), call('call-2', { remote_number: '+33612345678' }),
    call('call-3', { answer_time: null }), call('call-4', { organization_id: `${run.id}-nobody` })];

  const before = await balance(client, run);
  const dry = await rateCalls(client, 'RATE_CALLS_MODE_DRY_RUN', calls);
  requireRated(dry, calls);
  assert.deepEqual(await balance(client, run), before, 'balance after a dry run');
  passed('a dry run prices four calls and changes nothing');

  const booked = await rateCalls(client, 'RATE_CALLS_MODE_BOOK', calls);
  requireRated(booked, calls);
  assert.deepEqual(booked.map((rated) => rated.repeated_request), [false, false, false, false], 'first booking');
  const spent = booked.slice(0, 3).reduce((sum, rated) => sum + BigInt(rated.record.charge_micros), 0n);
  assert.equal(await balance(client, run), before - spent, 'balance after the booking');
  run.usage.push(...booked.slice(0, 3).map((rated) => rated.record));

  const repeated = await rateCalls(client, 'RATE_CALLS_MODE_BOOK', calls);
  assert.deepEqual(repeated.slice(0, 3).map((rated) => rated.repeated_request), [true, true, true], 'second booking');
  assert.deepEqual(repeated.slice(0, 3).map((rated) => rated.record), booked.slice(0, 3).map((rated) => rated.record),
    'records of the second booking');
  assert.equal(await balance(client, run), before - spent, 'balance after the second booking');
  const [reused] = await rateCalls(client, 'RATE_CALLS_MODE_BOOK', [call('call-1', { remote_number: '+33149999999' })]);
  assert.equal(reused.refusal, 'CALL_REFUSAL_USAGE_ID_REUSED', 'usage id with other content');
  passed('calls are booked once for one usage id');

  const noMode = await rateCalls(client, 'RATE_CALLS_MODE_UNSPECIFIED', calls)
    .then(() => 'OK', (error) => codeName(error.code));
  assert.equal(noMode, 'INVALID_ARGUMENT', 'status without a mode');
  passed('a stream without a mode is refused');
}

async function rateCalls(client, mode, calls) {
  const responses = await client.exchange('LegRating', 'RateCalls', [{ settings: { mode } }, { calls: { calls } }]);
  assert.equal(responses.length, 1, 'responses to one batch');
  return responses[0].calls;
}

function requireRated(rated, calls) {
  assert.deepEqual(rated.map((result) => result.usage_id), calls.map((call) => call.usage_id), 'order of the results');
  requireRecord(rated[0].record, { destination: 'France', reason: 'CLOSE_REASON_BOOKED' }, rates.france, 61, 0n);
  requireRecord(rated[1].record, { destination: 'France mobile', reason: 'CLOSE_REASON_BOOKED' }, rates.mobile, 61, 0n);
  requireRecord(rated[2].record, { destination: 'France', reason: 'CLOSE_REASON_BOOKED' }, rates.france, 0, 0n);
  assert.equal(rated[3].refusal, 'CALL_REFUSAL_UNKNOWN_ORGANIZATION', 'call of an unknown organization');
}

async function balance(client, run) {
  const { balance_micros: micros } = await client.call('Credit', 'GetBalance', { organization_id: run.organization });
  return BigInt(micros);
}
