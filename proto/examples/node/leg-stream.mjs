// One stream of a bridge; messages are kept in an inbox until they are expected.
import assert from 'node:assert/strict';
import { codeName } from './client.mjs';

const WAIT_MILLIS = 15_000;
let lastStream = 0;

/** Greater than every earlier stream's number, also of an earlier process. */
function nextStream() {
  lastStream = Math.max(lastStream + 1, Date.now());
  return lastStream;
}

export class LegStream {
  constructor(client, bridgeId, session) {
    this.inbox = [];
    this.charges = new Map();
    this.waiting = [];
    this.stream = client.LegRating.StreamLegs();
    this.stream.on('data', (message) => this.received(message));
    this.stream.on('error', () => {});
    this.stream.on('status', (status) => this.ended(status.code));
    this.send({ open: { bridge_id: bridgeId, session, stream: nextStream() } });
  }

  send(message) {
    this.stream.write(message);
  }

  sendEvent(sequence, legNumber, event) {
    this.send({ events: { events: [{ sequence, leg_number: legNumber, ...event }] } });
  }

  received(message) {
    for (const status of message.leg_statuses?.statuses ?? []) {
      this.charges.set(status.leg_number, { minutes: status.minutes_charged, total: BigInt(status.total_micros) });
    }
    for (const charge of message.charges?.charges ?? []) {
      this.charged(charge);
    }
    if (message.payload === 'closings') {
      this.inbox.push(...message.closings.closings.map((closing) => ({ payload: 'closing', closing })));
    } else if (message.payload !== 'alive') {
      this.inbox.push(message);
    }
    this.wake();
  }

  /** Keeps the running total of each leg, and requires that no minute is repeated or left out. */
  charged(charge) {
    const minutes = charge.minute + 1;
    const before = this.charges.get(charge.leg_number) ?? { minutes: 0, total: 0n };
    const total = BigInt(charge.total_micros);
    assert.equal(minutes - charge.minute_count, before.minutes, `minutes of leg ${charge.leg_number} follow on`);
    assert.equal(total - BigInt(charge.amount_micros), before.total, `totals of leg ${charge.leg_number} add up`);
    this.charges.set(charge.leg_number, { minutes, total });
  }

  /** Total charged for the leg, as received on this stream. */
  total(legNumber) {
    return this.charges.get(String(legNumber))?.total ?? 0n;
  }

  ended(code) {
    this.code = code;
    this.wake();
  }

  wake() {
    this.waiting.splice(0).forEach((look) => look());
  }

  /** Waits for a message of this kind that matches, and removes it from the inbox. */
  async expect(kind, what, fits = () => true) {
    return this.until(what, () => {
      const index = this.inbox.findIndex((message) => message.payload === kind && fits(message[kind]));
      return index < 0 ? undefined : this.inbox.splice(index, 1)[0][kind];
    });
  }

  /** Resolves when this many minutes of the leg have been charged. */
  async expectMinutes(legNumber, minutes) {
    return this.until(`${minutes} minutes of leg ${legNumber} are charged`, () =>
      (this.charges.get(String(legNumber))?.minutes ?? 0) >= minutes || undefined);
  }

  /** Resolves when the server has ended the stream. */
  async expectEnd(name) {
    const code = await this.until(`the stream ends with ${name}`, () => this.code, true);
    assert.equal(codeName(code), name, 'status that ends the stream');
  }

  async until(what, look, ending = false) {
    const deadline = Date.now() + WAIT_MILLIS;
    for (;;) {
      const found = look();
      if (found !== undefined) {
        return found;
      }
      assert.ok(ending || this.code === undefined, `${what}: the stream ended first with ${codeName(this.code)}`);
      assert.ok(Date.now() < deadline, `${what}: not within ${WAIT_MILLIS} ms; got ${JSON.stringify(this.inbox)}`);
      await this.change(deadline - Date.now());
    }
  }

  change(millis) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Whether the inbox has a message of this kind that matches. */
  has(kind, fits) {
    return this.inbox.some((message) => message.payload === kind && fits(message[kind]));
  }

  async close() {
    this.stream.end();
    await this.expectEnd('OK');
  }

  /** Breaks the stream as a lost connection would. */
  async abandon() {
    this.stream.cancel();
    await this.expectEnd('CANCELLED');
  }
}
