// Legs on a first stream: charged minute by minute, closed with a record, denied, repeated.
import assert from 'node:assert/strict';
import { LegStream } from './leg-stream.mjs';
import { later, micros } from './pricing.mjs';
import { rates } from './setup.mjs';

export const SESSION = '1';
const DENIED = { direction: 'DIRECTION_DIAL_OUT', service_number: '', remote_number: '+33140000000' };

/** The event that reports the answer of a leg. */
export function answered(run, legNumber, answerTime, call) {
  return { answered: { leg_id: `${run.id}-leg-${legNumber}`, conference_id: 'conference-1', organizer_id: 'organizer-1',
    organization_id: run.organization, answer_time: answerTime, ...call } };
}

/** Requires that a record has the charges that the check computes, the closing adjustment included. */
export function requireRecord(record, expected, rate, seconds, streamedMicros) {
  const billed = rate.billedSeconds(seconds);
  const charge = rate.costMicros(billed);
  assert.deepEqual({
    duration: record.duration_seconds, billed: record.billed_seconds, charge: record.charge_micros,
    fee: record.connection_fee_micros, adjustment: record.closing_adjustment_micros, overdraft: record.overdraft_micros,
    currency: record.currency_code, capability: record.capability, destination: record.destination,
    reason: record.close_reason, denial: record.denial,
  }, {
    duration: `${seconds}`, billed: `${billed}`, charge: `${charge}`, fee: `${charge > 0n ? rate.feeMicros : 0n}`,
    adjustment: `${charge - streamedMicros}`, overdraft: '0', currency: 'EUR',
    capability: charge > 0n ? 'MCOMEETACPEA' : 'FREECALL', denial: 'DENIAL_REASON_UNSPECIFIED', ...expected,
  }, `record of leg ${record.leg_id}`);
}

export async function checkLegs(client, run, passed) {
  run.bridge = `${run.id}-bridge`;
  const stream = new LegStream(client, run.bridge, SESSION);
  run.opened = await stream.expect('opened', 'the stream is opened');
  run.openedMillis = Date.now();
  assert.equal(run.opened.last_durable_sequence, '0', 'last durable sequence of a new session');
  assert.ok(Number(run.opened.limits.max_events_per_message) > 0, 'Opened has limits');
  assert.equal(run.opened.reconciliation_required, false, 'a new session needs no list of legs');
  passed(`a stream is opened, time runs ${run.opened.time_scale} times as fast`);
  await checkChargedLeg(client, run, passed, stream);
  await checkDeniedLeg(run, passed, stream);
  await checkRejections(run, passed, stream);
  await stream.close();
  passed('the stream ends with OK when the bridge half-closes it');
}

async function checkChargedLeg(client, run, passed, stream) {
  const answer = run.opened.server_time;
  const leg = answered(run, 1, answer,
    { direction: 'DIRECTION_DIAL_OUT', service_number: '', remote_number: '+33140000000' });
  stream.sendEvent(1, 1, leg);
  await requireAck(stream, 1);
  await stream.expectMinutes(1, 1);
  if (run.opened.time_scale >= 30) {
    await stream.expectMinutes(1, 2);
  }
  await requireStreamed(stream, rates.france, 1);
  passed('a leg is acknowledged and charged minute by minute');

  const { balance, ledger } = await balances(client, run);
  assert.equal(balance.active_leg_count, '1', 'active legs');
  assert.equal(BigInt(balance.balance_micros) + BigInt(balance.active_legs_micros), ledger, 'balance and active legs');
  assert.ok(BigInt(balance.active_legs_micros) >= rates.france.minutesMicros(1),
    'the leg is debited while it is active');
  passed('the balance shows what the active leg has been charged');

  stream.sendEvent(1, 1, leg);
  await requireAck(stream, 1);
  stream.sendEvent(2, 1, { ended: { organization_id: run.organization, end_time: later(answer, 150),
    cause: `Q.850;cause=16;text="${run.id};removed from the meeting by the organizer"` } });
  const { notices } = await requireAck(stream, 2);
  assert.deepEqual(notices.map((notice) => [notice.sequence, notice.reason, notice.field]),
    [['2', 'NOTICE_REASON_TEXT_CUT', 'ended.cause']], 'notices');
  const { record } = await stream.expect('closing', 'leg 1 is closed', (closed) => closed.leg_number === '1');
  requireRecord(record, { destination: 'France', reason: 'CLOSE_REASON_ENDED' }, rates.france, 150, stream.total(1));
  assert.equal(micros(record.end_time) - micros(record.start_time), 150_000_000n, 'times of the record');
  assert.equal(record.cause.length, 64, 'length of the cause');
  run.unacknowledged = record;
  run.usage.push(record);
  passed('a repeated event changes nothing; the end closes the leg with its record, whatever its cause');
}

/** Requires that every minute so far cost what the check computes. */
async function requireStreamed(stream, rate, legNumber) {
  const { minutes, total } = stream.charges.get(String(legNumber));
  assert.equal(total, rate.minutesMicros(minutes), `charges of ${minutes} minutes of leg ${legNumber}`);
}

async function balances(client, run) {
  const balance = await client.call('Credit', 'GetBalance', { organization_id: run.organization });
  const { entries } = await client.call('Credit', 'ListLedgerEntries', { organization_id: run.organization });
  return { balance, ledger: BigInt(entries.at(-1).balance_micros) };
}

async function checkDeniedLeg(run, passed, stream) {
  // A second ahead: minutes that are over when a leg is reported were used, and are charged whatever the balance is.
  const elapsedSeconds = Math.ceil((Date.now() - run.openedMillis) / 1000) + 1;
  const answer = later(run.opened.server_time, elapsedSeconds * run.opened.time_scale);
  stream.sendEvent(3, 2, answered(run, 2, answer, { ...DENIED, organization_id: run.poor }));
  const request = await stream.expect('disconnect_leg', 'the bridge is asked to hang up leg 2');
  assert.deepEqual(request, { leg_number: '2', reason: 'DENIAL_REASON_NO_CREDIT' }, 'request to hang up');
  stream.sendEvent(4, 2, { ended: { organization_id: run.poor, end_time: later(answer, 20) } });
  const { record } = await stream.expect('closing', 'leg 2 is closed', (closed) => closed.leg_number === '2');
  assert.equal(record.charge_micros, '0', 'charge of a denied leg');
  assert.equal(record.denial, 'DENIAL_REASON_NO_CREDIT', 'denial in the record');
  assert.equal(record.capability, 'FREECALL', 'capability of a denied leg');
  assert.equal(stream.total(2), 0n, 'streamed charges of a denied leg');
  stream.send({ acknowledge: { closed_leg_numbers: ['2'] } });
  await requireAck(stream, 4);
  passed('the bridge is asked to disconnect a leg without credit, which costs nothing');
}

async function checkRejections(run, passed, stream) {
  const answer = run.opened.server_time;
  stream.send({ events: { events: [
    { sequence: 5, leg_number: 3, ...answered(run, 3, answer, { ...DENIED, organization_id: `${run.id}-nobody` }) },
    { sequence: 6, leg_number: 4, ...answered(run, 4, later(answer, -46 * 86_400), DENIED) },
    { sequence: 7, leg_number: 99, ended: { organization_id: run.organization, end_time: answer } },
    { sequence: 8, leg_number: 5, ...answered(run, 5, answer, { ...DENIED, direction: 'DIRECTION_UNSPECIFIED' }) },
  ] } });
  const { rejections } = await stream.expect('events_ack', 'event 8 is acknowledged', (ack) => ack.sequence === '8');
  assert.deepEqual(rejections.map((rejection) => [rejection.sequence, rejection.reason]), [
    ['5', 'REJECTION_REASON_UNKNOWN_ORGANIZATION'], ['6', 'REJECTION_REASON_TOO_OLD'],
    ['7', 'REJECTION_REASON_UNKNOWN_LEG'], ['8', 'REJECTION_REASON_INVALID_FIELD'],
  ], 'rejections');
  passed('events without effect are rejected one by one, and do not delay the others');
}

/** Requires that everything up to a sequence is on disk and nothing was rejected; returns the acknowledgement. */
export async function requireAck(stream, sequence) {
  let ack;
  do {
    ack = await stream.expect('events_ack', `event ${sequence} is acknowledged`);
    assert.deepEqual(ack.rejections, [], `rejections up to event ${ack.sequence}`);
  } while (Number(ack.sequence) < sequence);
  return ack;
}
