// Plays a bridge and its operator against a running server: node bridge.mjs HOST:PORT
import assert from 'node:assert/strict';
import { Client } from './client.mjs';
import { checkHealth } from './health.mjs';
import { checkSetup } from './setup.mjs';
import { checkLegs } from './legs.mjs';
import { checkReconnect } from './reconnect.mjs';
import { checkCompletedCalls } from './completed-calls.mjs';
import { checkAccount } from './account.mjs';

const LIMIT_MILLIS = 120_000;

const address = process.argv[2];
if (!/^.+:\d+$/.test(address ?? '')) {
  console.error('usage: node bridge.mjs HOST:PORT');
  process.exit(2);
}
setTimeout(() => failed(new Error(`not done within ${LIMIT_MILLIS / 1000} seconds`)), LIMIT_MILLIS).unref();

/** State shared by the parts of the check: ids that no earlier run used, and the usage expected at the end. */
const run = { id: `node-${Date.now().toString(36)}`, usage: [] };
const client = new Client(address);
try {
  for (const check of [checkHealth, checkSetup, checkLegs, checkReconnect, checkCompletedCalls, checkAccount]) {
    await check(client, run, passed);
  }
  console.log(`bridge check: OK, ${passed.count} statements hold`);
} catch (error) {
  failed(error);
} finally {
  client.close();
}

function passed(what) {
  passed.count = (passed.count ?? 0) + 1;
  console.log(`ok  ${what}`);
}

function failed(error) {
  console.error(`FAILED after ${passed.count ?? 0} statements: ${error.message}`);
  console.error(error instanceof assert.AssertionError
    ? `  expected ${show(error.expected)}, was ${show(error.actual)}`
    : error.stack);
  process.exit(1);
}

function show(value) {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part));
}
