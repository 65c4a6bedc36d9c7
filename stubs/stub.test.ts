import { describe, expect, test } from 'vitest';
import { createStub } from '#stubs/stub';
import { tollBridge } from '#stubs/testing/toll-bridge';

const get = (path: string, headers = {}) => ({ method: 'GET', path, query: {}, headers, body: '' });
const pay = (headers = {}) => ({ method: 'POST', path: '/crossings', query: {}, headers: { 'content-type': 'application/json', authorization: 'Bearer x', ...headers }, body: '{"plate":"A"}' });

test('a request chooses its own state, without changing anybody else\'s', () => {
  const stub = createStub({ contract: tollBridge });
  expect(stub.answer(pay({ 'x-ringproof-state': 'an%20empty%20account' }))).toMatchObject({ response: { status: 402 }, interaction: 'a crossing on an empty account' });
  expect(stub.answer(pay())).toMatchObject({ response: { status: 201 } });
});

test('a wish for an unknown state or fault is told apart from an answer of the provider', () => {
  const stub = createStub({ contract: tollBridge });
  for (const wish of [{ 'x-ringproof-state': 'an empty acount' }, { 'x-ringproof-state': '100 %' }, { 'x-ringproof-fault': 'dorp' }]) {
    const { response } = stub.answer(pay(wish));
    expect(response.status).toBe(500);
    expect(JSON.parse(response.body)).toMatchObject({ error: 'unknown_wish' });
  }
  expect(stub.journal.total).toBe(0);
});

test('the wishes are no part of the call in the journal', () => {
  const stub = createStub({ contract: tollBridge });
  stub.answer(pay({ 'x-ringproof-fault': 'drop' }));
  expect(stub.journal.exchanges[0]).toMatchObject({ request: { headers: { 'content-type': 'application/json', authorization: 'Bearer x' } } });
  expect(JSON.stringify(stub.journal.exchanges)).not.toContain('x-ringproof-fault');
});

describe('faults', () => {
  const outcomes = (seed: number) => {
    const stub = createStub({ contract: tollBridge, faults: { seed, rate: 0.5 } });
    return Array.from({ length: 40 }, () => {
      const { response, drop, delayMs } = stub.answer(get('/tariff'));
      return drop ? 'drop' : delayMs > 0 ? 'delay' : response.status === 503 ? 'status' : response.body === '{"euro":3}' ? 'none' : 'malformed';
    });
  };

  test('of every kind appear at the rate that was asked, and the same seed repeats them', () => {
    const seen = outcomes(1);
    expect(new Set(seen)).toEqual(new Set(['none', 'drop', 'delay', 'status', 'malformed']));
    expect(outcomes(1)).toEqual(seen);
    expect(outcomes(2)).not.toEqual(seen);
  });

  test('end when they are taken back', () => {
    const stub = createStub({ contract: tollBridge, faults: { seed: 1, rate: 1, kinds: ['status'] } });
    expect(stub.answer(get('/tariff')).response.status).toBe(503);
    stub.setFaults(undefined);
    expect(stub.answer(get('/tariff')).response.status).toBe(200);
  });

  test.each([[{ seed: 1, rate: 2 }], [{ seed: 1, rate: Number.NaN }], [{ seed: 1, rate: 1, kinds: ['dorp' as 'drop'] }]])('%o is refused', (faults) => {
    expect(() => createStub({ contract: tollBridge, faults })).toThrow(expect.objectContaining({ code: 'RP_USAGE_VALUE' }) as Error);
  });

  test('never turn a refusal into something else: a wrong call must stay visible', () => {
    const stub = createStub({ contract: tollBridge, faults: { seed: 1, rate: 1, kinds: ['drop', 'status'] } });
    expect(stub.answer(get('/tarif'))).toMatchObject({ drop: false, response: { status: 500 } });
  });
});

test('the journal keeps the last exchanges and counts all', () => {
  const stub = createStub({ contract: tollBridge, journalSize: 3 });
  for (let id = 1; id <= 10; id++) stub.answer(get(`/crossings/${id}`, { authorization: 'Bearer x' }));
  expect(stub.journal.total).toBe(10);
  expect(stub.journal.exchanges.map((one) => one.kind === 'http' && one.request.path)).toEqual(['/crossings/8', '/crossings/9', '/crossings/10']);
});
