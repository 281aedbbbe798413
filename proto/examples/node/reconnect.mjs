// A bridge loses its connection with an active leg and an unacknowledged closing, and reconnects.
import assert from 'node:assert/strict';
import { LegStream } from './leg-stream.mjs';
import { answered, requireAck, requireRecord, SESSION } from './legs.mjs';
import { later } from './pricing.mjs';
import { rates, SERVICE_NUMBER } from './setup.mjs';

const LEG = 6;

export async function checkReconnect(client, run, passed) {
  const lost = await reopened(client, run, '8');
  const answer = lost.opened.server_time;
  const leg = answered(run, LEG, answer,
    { direction: 'DIRECTION_DIAL_IN', service_number: SERVICE_NUMBER, remote_number: 'anonymous' });
  lost.sendEvent(9, LEG, leg);
  await requireAck(lost, 9);
  await lost.expectMinutes(LEG, 1);
  await lost.abandon();

  const stream = await reopened(client, run, '9');
  const resent = await stream.expect('closing', 'the closing of leg 1 is repeated');
  assert.deepEqual(resent.record, run.unacknowledged, 'repeated closing');
  const { statuses } = await stream.expect('leg_statuses', 'the totals of the active leg arrive');
  assert.deepEqual(statuses.map((status) => status.leg_number), [`${LEG}`], 'legs with totals');
  assert.equal(BigInt(statuses[0].total_micros), rates.toll.minutesMicros(statuses[0].minutes_charged),
    'their totals');
  passed('a new stream resumes after the last durable event, with totals and closings');

  stream.send({ acknowledge: { closed_leg_numbers: ['1'] } });
  stream.sendEvent(9, LEG, leg);
  await requireAck(stream, 9);
  stream.send({ active_legs: { through_sequence: 9, leg_numbers: [`${LEG}`], complete: true } });
  const reconciled = await stream.expect('reconciled', 'the list of active legs is compared');
  assert.deepEqual(reconciled, { matched: 1, closed: 0 }, 'outcome of the list');
  passed('the list of active legs matches');

  await checkWrongStreams(client, run, passed);
  const again = await reopened(client, run, '9');
  assert.ok(!again.has('closing', (closed) => closed.leg_number === '1'), 'an acknowledged closing is not repeated');
  await again.expect('leg_statuses', 'the totals of the active leg arrive');
  again.sendEvent(10, LEG, { ended: { organization_id: run.organization, end_time: later(answer, 61), cause: 'hang-up' } });
  await requireAck(again, 10);
  const { record } = await again.expect('closing', `leg ${LEG} is closed`);
  requireRecord(record, { destination: 'United Kingdom toll', reason: 'CLOSE_REASON_ENDED' }, rates.toll, 61,
    again.total(LEG));
  assert.equal(record.call_type, 'CALL_TYPE_TOLL_DIAL_IN', 'call type of the record');
  run.usage.push(record);
  again.send({ acknowledge: { closed_leg_numbers: [`${LEG}`] } });
  await again.close();
  passed('the leg ends on a third stream, with every minute charged once');
}

async function reopened(client, run, lastSequence) {
  const stream = new LegStream(client, run.bridge, SESSION);
  stream.opened = await stream.expect('opened', 'the stream is opened again');
  assert.equal(stream.opened.last_durable_sequence, lastSequence, 'last durable sequence');
  return stream;
}

async function checkWrongStreams(client, run, passed) {
  const newer = await reopened(client, run, '9');
  newer.sendEvent(12, LEG, { ended: { organization_id: run.organization, end_time: newer.opened.server_time } });
  await newer.expectEnd('OUT_OF_RANGE');
  const first = await reopened(client, run, '9');
  const second = await reopened(client, run, '9');
  await first.expectEnd('ABORTED');
  await second.abandon();
  const stale = new LegStream(client, run.bridge, '0');
  await stale.expectEnd('INVALID_ARGUMENT');
  const silent = client.LegRating.StreamLegs();
  const code = await new Promise((resolve) => {
    silent.on('error', (error) => resolve(error.code));
    silent.on('data', () => {});
    silent.write({ heartbeat: {} });
  });
  assert.equal(code, 3, 'status of a stream that does not begin with Open');
  passed('a gap, a second stream and a bad beginning end a stream with their status');
}
