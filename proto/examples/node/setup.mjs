// An operator sets up two organizations, credit, rates and a service number.
import assert from 'node:assert/strict';
import { requireRefusal } from './refusals.mjs';
import { Rate } from './pricing.mjs';

export const PURCHASE_MICROS = 60_000_000n;
export const SERVICE_NUMBER = '+443300000001';
const COLUMNS = 'prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,'
  + 'recurring_increment_seconds,currency,action';
const DIAL_OUT = [COLUMNS,
  '33,France,0.010001,0.02,30,6,EUR,price',
  '336,France mobile,0.15,0,60,60,EUR,price',
  '33899,France premium,0,0,60,60,EUR,reject', ''].join('\n');
const TOLL = [COLUMNS, '44,United Kingdom toll,0.007503,0,90,60,EUR,price', ''].join('\n');

export const rates = {
  france: new Rate(10_001n, 20_000n, 30, 6),
  mobile: new Rate(150_000n, 0n, 60, 60),
  toll: new Rate(7_503n, 0n, 90, 60),
};

export async function checkSetup(client, run, passed) {
  run.organization = `${run.id}-payer`;
  run.poor = `${run.id}-poor`;
  await checkOrganizations(client, run, passed);
  await checkPurchase(client, run, passed);
  await checkServiceNumber(client, passed);
  await checkDecks(client, run, passed);
  await checkLookup(client, passed);
  await checkAuthorization(client, run, passed);
}

async function checkOrganizations(client, run, passed) {
  for (const id of [run.organization, run.poor]) {
    const organization = { organization_id: id, display_name: 'Node check', country_code: 'DE', currency_code: 'EUR',
      credits_set_up: true, all_organizers_licensed: true };
    const request = { request_id: `create-${id}`, organization };
    const { organization: created } = await client.call('Organization', 'CreateOrganization', request);
    assert.equal(created.organization_id, id, 'id of the created organization');
    assert.ok(Number(created.create_time.seconds) > 0, 'the created organization has a create time');
    const again = await client.call('Organization', 'CreateOrganization', request);
    assert.deepEqual(again.organization, created, 'repeat of CreateOrganization');
    await requireRefusal('ALREADY_EXISTS', [], client.call('Organization', 'CreateOrganization',
      { ...request, request_id: `again-${id}` }));
  }
  passed('two organizations are created, once each');
}

async function checkPurchase(client, run, passed) {
  const purchase = { request_id: 'purchase-1', organization_id: run.organization, amount_micros: `${PURCHASE_MICROS}` };
  const { entry } = await client.call('Credit', 'PurchaseCredits', purchase);
  assert.equal(entry.amount_micros, `${PURCHASE_MICROS}`, 'amount of the purchase');
  assert.equal(entry.balance_micros, `${PURCHASE_MICROS}`, 'balance after the purchase');
  assert.equal(entry.kind, 'LEDGER_ENTRY_KIND_PURCHASE', 'kind of the entry');
  const again = await client.call('Credit', 'PurchaseCredits', purchase);
  assert.deepEqual(again.entry, entry, 'repeat of PurchaseCredits');
  await requireRefusal('INVALID_ARGUMENT', ['request_id'],
    client.call('Credit', 'PurchaseCredits', { ...purchase, amount_micros: '70000000' }));
  await requireRefusal('INVALID_ARGUMENT', ['amount_micros'],
    client.call('Credit', 'PurchaseCredits', { ...purchase, request_id: 'purchase-2', amount_micros: '1000000' }));
  await requireRefusal('NOT_FOUND', [],
    client.call('Credit', 'PurchaseCredits', { ...purchase, organization_id: `${run.id}-nobody` }));
  passed('credit is bought once for one request id');
}

async function checkServiceNumber(client, passed) {
  const { service_number: put } = await client.call('ServiceNumber', 'PutServiceNumber',
    { service_number: { number: SERVICE_NUMBER, number_type: 'NUMBER_TYPE_TOLL' } });
  assert.deepEqual(put, { number: SERVICE_NUMBER, country_code: 'GB', number_type: 'NUMBER_TYPE_TOLL' }, 'number put');
  const { service_number: stored } = await client.call('ServiceNumber', 'GetServiceNumber', { number: SERVICE_NUMBER });
  assert.deepEqual(stored, put, 'stored service number');
  passed('a service number is put, its country found');
}

async function checkDecks(client, run, passed) {
  // In force since yesterday, so that calls of a minute ago have a price too.
  const effective = { seconds: `${Math.floor(Date.now() / 1000) - 86_400}`, nanos: 0 };
  const header = { request_id: `${run.id}-out`, display_name: 'Dial-out', call_type: 'CALL_TYPE_DIAL_OUT',
    effective_time: effective };
  const before = await deckIds(client);
  const bad = DIAL_OUT.replace('336,France mobile,0.15', '336,France mobile,cheap');
  await requireRefusal('INVALID_ARGUMENT', ['row 3', 'price_per_minute'],
    client.importDeck({ ...header, request_id: `${run.id}-bad` }, bad));
  assert.deepEqual(await deckIds(client), before, 'decks after an import with a bad row');
  passed('a deck with a bad row is refused whole, and the row is named');

  const { deck } = await client.importDeck(header, DIAL_OUT);
  assert.equal(deck.rate_count, 3, 'rates of the dial-out deck');
  assert.equal(deck.currency_code, 'EUR', 'currency of the dial-out deck');
  assert.deepEqual((await client.importDeck(header, DIAL_OUT)).deck, deck, 'repeat of ImportRateDeck');
  await requireRefusal('INVALID_ARGUMENT', ['request_id'], client.importDeck(header, TOLL));
  await client.importDeck({ ...header, request_id: `${run.id}-in`, call_type: 'CALL_TYPE_TOLL_DIAL_IN' }, TOLL);
  assert.equal((await deckIds(client)).length, before.length + 2, 'number of decks');
  passed('two decks are imported, once each');
}

async function deckIds(client) {
  const { decks } = await client.call('Tariff', 'ListRateDecks', { page_size: 1000 });
  return decks.map((deck) => deck.deck_id);
}

async function checkLookup(client, passed) {
  const request = { call_type: 'CALL_TYPE_DIAL_OUT', currency_code: 'EUR', duration_seconds: '61' };
  const france = await client.call('Tariff', 'LookupRate', { ...request, remote_number: '+33140000000' });
  assert.equal(france.rate.destination, 'France', 'destination of +33140000000');
  assert.equal(BigInt(france.cost_micros), rates.france.costMicros(66), 'cost of 61 seconds in steps of 6');
  const mobile = await client.call('Tariff', 'LookupRate', { ...request, remote_number: '+33612345678' });
  assert.equal(mobile.rate.destination, 'France mobile', 'destination of +33612345678');
  assert.equal(BigInt(mobile.cost_micros), rates.mobile.costMicros(120), 'cost of 61 seconds in steps of 60');
  const nowhere = await client.call('Tariff', 'LookupRate', { ...request, remote_number: '+81312345678' });
  assert.equal(nowhere.rate, null, 'rate of +81312345678');
  passed('rates are found by the longest prefix and price 61 seconds');
}

async function checkAuthorization(client, run, passed) {
  const leg = { organization_id: run.organization, organizer_id: 'organizer-1', direction: 'DIRECTION_DIAL_OUT' };
  const authorize = (change) => client.call('LegRating', 'AuthorizeLeg', { ...leg, ...change });
  const mobile = await authorize({ remote_number: '+33612345678' });
  assert.equal(mobile.denial, 'DENIAL_REASON_UNSPECIFIED', 'denial of a leg to a mobile');
  assert.equal(Number(mobile.credit_lasts.seconds), 60 * rates.mobile.minutesFor(PURCHASE_MICROS),
    'seconds that the credit lasts');
  const denials = {
    DENIAL_REASON_REJECTED_BY_RATE: { remote_number: '+33899123456' },
    DENIAL_REASON_NO_RATE: { remote_number: '+81312345678' },
    DENIAL_REASON_NO_CREDIT: { remote_number: '+33140000000', organization_id: run.poor },
    DENIAL_REASON_UNKNOWN_ORGANIZATION: { remote_number: '+33140000000', organization_id: `${run.id}-nobody` },
    DENIAL_REASON_UNKNOWN_SERVICE_NUMBER: { direction: 'DIRECTION_DIAL_IN', service_number: '+443300000999' },
  };
  for (const [reason, change] of Object.entries(denials)) {
    assert.equal((await authorize(change)).denial, reason, `denial of ${JSON.stringify(change)}`);
  }
  passed(`legs are authorized, or denied for ${Object.keys(denials).length} reasons`);
}
