import { describe, expect, test } from 'vitest';
import { sample } from '#engine/testing/contract';
import type { Contract, HttpInteraction, Interaction } from '#core/contract';
import type { RingproofError } from '#core/errors';
import { regex } from '#core/matchers';
import { type PactFile, formatPact, parsePact, provenanceOf } from '#core/pact';
import { recordMessages, recordSpecification } from '#engine/record/specification';

const find = (pact: PactFile, description: string) => {
  const one = pact.interactions.find((interaction) => interaction.description === description);
  if (!one) throw new Error(`no "${description}"`);
  return one;
};
const withInteractions = (interactions: Interaction[]): Contract => ({ ...sample, interactions });
const base: HttpInteraction = { kind: 'http', description: 'x', evidence: { kind: 'code', source: 's' }, request: { method: 'GET', path: '/x' }, response: { status: 200 } };
const problemOf = (contract: Contract) => recordSpecification(contract).then(() => 'no error', (thrown: RingproofError) => `${thrown.code}: ${thrown.message}`);

describe('recordSpecification', () => {
  test('records everything, and twice gives the same bytes', async () => {
    const steps: (number | undefined)[] = [];
    const first = await recordSpecification(sample, undefined, { step: (_, done) => void steps.push(done) });
    const text = formatPact(first);
    expect(formatPact(await recordSpecification(sample))).toBe(text);
    expect(parsePact(text, 'p').interactions.map((one) => one.description)).toEqual(sample.interactions.map((one) => one.description).toSorted());
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('keeps matchers, states with parameters, form fields, and odd bodies', async () => {
    const pact = await recordSpecification(sample);
    expect(find(pact, 'log in')).toMatchObject({
      providerStates: [{ name: 'a user', params: { email: 'ada@example.org', quota: { gpu: 1 } } }],
      request: { body: { content: 'password=s3%26cret+%3D&username=ada%40example.org' }, matchingRules: { body: { '$.password': { matchers: [{ match: 'regex', regex: '.+' }] } } } },
      response: { headers: { 'X-Request': ['1'] } },
    });
    expect(find(pact, 'read a device')).toMatchObject({
      request: { path: '/devices/7/', query: { page: ['1'], sort: ['a b&c'] }, matchingRules: { path: { matchers: [{ match: 'regex' }] }, query: { page: {} }, header: { Authorization: {} } } },
      response: { matchingRules: { body: { $: { matchers: [{ match: 'type' }] }, '$.id': { matchers: [{ match: 'integer' }] } } } },
    });
    expect(find(pact, 'send an empty object')).toMatchObject({ request: { body: { content: {} } }, response: { body: { content: [] } } });
    expect(find(pact, 'log out').response).toEqual({ status: 204 });
    expect(find(pact, 'an empty message')).toMatchObject({ contents: { content: {} }, metadata: { count: '1' } });
    expect(find(pact, 'an experiment starts')).toMatchObject({ contents: { content: { id: 3, weights: [0.25] } }, metadata: { destination: 'jobs-1' }, matchingRules: { metadata: { destination: {} } } });
  });

  test('writes evidence and provenance, and makes guesses pending', async () => {
    const pact = await recordSpecification(sample);
    expect(provenanceOf(find(pact, 'log in'))).toEqual({ evidence: 'code', source: 'engine/testing', incident: 'cli#1', obtained: 'specification' });
    expect(pact.interactions.filter((one) => one.pending).map((one) => one.description).toSorted()).toEqual(['an experiment starts', 'send an empty object']);
  });

  test('never downgrades an unchanged interaction that a consumer recorded', async () => {
    const two = withInteractions([base, { ...base, description: 'y' }]);
    const previous = await recordSpecification(two);
    for (const one of previous.interactions) one.comments = { references: { ringproof: { evidence: 'doc', source: 'old', obtained: 'recorded', by: 'curl' } } };
    const changed = withInteractions([base, { ...base, description: 'y', response: { status: 201 } }]);
    const again = await recordSpecification(changed, previous);
    expect(provenanceOf(find(again, 'x'))).toEqual({ evidence: 'code', source: 's', obtained: 'recorded', by: 'curl' });
    expect(provenanceOf(find(again, 'y'))?.obtained).toBe('specification');
  });

  test('an interaction that the contract no longer has is gone', async () => {
    const previous = await recordSpecification(withInteractions([base, { ...base, description: 'old' }]));
    expect((await recordSpecification(withInteractions([base]), previous)).interactions.map(({ description }) => description)).toEqual(['x']);
  });

  test('two interactions with one request and different states both stay', async () => {
    const pact = await recordSpecification(withInteractions([base, { ...base, description: 'y', given: [{ name: 'gone' }], response: { status: 404 } }]));
    expect(pact.interactions.map((one) => one.response)).toEqual([{ status: 200 }, { status: 404 }]);
  });

  test('refuses what Pact would overwrite or record wrongly', async () => {
    expect(await problemOf(withInteractions([base, { ...base, response: { status: 500 } }]))).toMatch(/^RP_CONTRACT_DUPLICATE.*"x" twice/);
    expect(await problemOf(withInteractions([{ ...base, request: { method: 'GET', path: '/x', headers: { a: regex('^\\d$', 'no') } } }]))).toMatch(/^RP_RECORD_MISMATCH: Recording sample-cli--sample-backend failed: "x": .*a/);
    expect(await problemOf(withInteractions([{ ...base, response: { status: 200, body: { json: { t: regex('^\\d$', 'no') } } } }]))).toMatch(/RP_RECORD_MISMATCH.*own matcher at \$\.t/);
  });
});

test('recordMessages hands each reified message to the consumer and says so', async () => {
  const got: unknown[] = [];
  const pact = await recordMessages(sample, 'averaging-service', async (message) => void got.push(message));
  expect(got).toContainEqual({ description: 'an experiment starts', contents: { id: 3, weights: [0.25] }, metadata: { contentType: 'application/json', destination: 'jobs-1' } });
  expect(provenanceOf(find(pact, 'an empty message'))).toMatchObject({ obtained: 'recorded', by: 'averaging-service' });
  expect(provenanceOf(find(pact, 'log out'))).toMatchObject({ obtained: 'specification' });
  await expect(recordMessages(sample, 'x', () => Promise.reject(new Error('no field id')))).rejects.toThrow(/rejected the message: no field id/);
});
