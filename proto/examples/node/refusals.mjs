// Requires that calls are refused with the expected status and details.
import assert from 'node:assert/strict';
import { codeName, detailText } from './client.mjs';

/** Requires that the call fails with this status and that its message or details contain all these texts. */
export async function requireRefusal(name, texts, call) {
  const error = await call.then(() => assert.fail(`expected ${name}, but the call was answered`), (refusal) => refusal);
  if (error instanceof assert.AssertionError) {
    throw error;
  }
  assert.equal(codeName(error.code), name, `status of "${error.message}"`);
  const details = error.message + detailText(error);
  for (const text of texts) {
    assert.ok(details.includes(text), `"${error.message}" names ${text}`);
  }
}
