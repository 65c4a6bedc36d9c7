import { describe, expect, test } from 'vitest';
import type { RingproofError } from '#core/errors';
import { PACT_LIMIT_MB, type PactFile, checkPactSize, formatPact, interactionKey, parsePact, provenanceOf, sameContent } from '#core/pact';

const pact = (over: object = {}) => ({
  consumer: { name: 'sdk' },
  provider: { name: 'backend' },
  interactions: [
    { type: 'Synchronous/HTTP', description: 'b', request: { path: '/', method: 'GET' }, response: { status: 200 } },
    { type: 'Asynchronous/Messages', description: 'a', providerStates: [{ name: 'z' }], contents: { content: { y: 1, x: 2 } } },
    { type: 'Asynchronous/Messages', description: 'a', contents: {} },
  ],
  metadata: { pactSpecification: { version: '4.0' }, pactRust: { ffi: '0.5.8' } },
  ...over,
});
const code = (read: () => unknown): string => {
  try {
    read();
  } catch (thrown) {
    return `${(thrown as RingproofError).code}: ${(thrown as Error).message}`;
  }
  return 'no error';
};

describe('parsePact', () => {
  test('reads a V4 pact', () => expect(parsePact(JSON.stringify(pact()), 'p.json').interactions).toHaveLength(3));
  test.each([
    ['text that is not JSON', '<html>', /RP_PACT_UNREADABLE: p\.json is not a pact: Unexpected token/],
    ['a JSON value that is no object', '[]', /no JSON object/],
    ['a pact without a consumer', JSON.stringify(pact({ consumer: {} })), /no consumer name/],
    ['a pact without interactions', JSON.stringify(pact({ interactions: undefined })), /no interactions/],
    ['an interaction without a description', JSON.stringify(pact({ interactions: [{ type: 'Synchronous/HTTP' }] })), /interaction 0 has no description/],
    ['an unknown interaction type', JSON.stringify(pact({ interactions: [{ type: 'X', description: 'd' }] })), /unknown type "X"/],
    ['version 3', JSON.stringify(pact({ metadata: { pactSpecification: { version: '3.0.0' } } })), /RP_PACT_SPEC: p\.json follows Pact specification 3\.0\.0/],
    ['version 2 in its old place', JSON.stringify(pact({ metadata: { pactSpecificationVersion: '2.0.0' } })), /2\.0\.0/],
    ['no version', JSON.stringify(pact({ metadata: {} })), /RP_PACT_SPEC.*unknown/],
  ])('refuses %s', (_, text, message) => expect(code(() => parsePact(text, 'p.json'))).toMatch(message));

  test('refuses by size before it parses', () => {
    expect(code(() => parsePact(' '.repeat(PACT_LIMIT_MB * 1e6 + 1), 'p.json'))).toMatch(/^RP_PACT_TOO_LARGE: p\.json has 21 MB; a pact may have 20 MB/);
    expect(code(() => checkPactSize(PACT_LIMIT_MB * 1e6, 'p.json'))).toBe('no error');
    expect(code(() => checkPactSize(200e6, 'p.json'))).toMatch(/200 MB/);
  });
});

describe('formatPact', () => {
  test('gives the same bytes whatever the order of keys and interactions, the engine, or broker ids', () => {
    const value = pact() as unknown as PactFile;
    const shuffled = {
      metadata: { pactSpecification: { version: '4.0' }, pactRust: { ffi: '9' } }, _links: {}, provider: value.provider, consumer: value.consumer,
      interactions: value.interactions.toReversed().map((one) => ({ _id: 'x', ...Object.fromEntries(Object.entries(one).reverse()) })),
    } as unknown as PactFile;
    expect(formatPact(shuffled)).toBe(formatPact(value));
    expect(formatPact(value)).toMatch(/^\{\n {2}"consumer"[\s\S]*\}\n$/);
    expect(formatPact(value)).not.toMatch(/pactRust|_id/);
  });
  test('sorts by description, then states, and is stable under reading again', () => {
    const text = formatPact(pact() as unknown as PactFile);
    const again = parsePact(text, 'p.json');
    expect(again.interactions.map(interactionKey)).toEqual(['a\n[]', 'a\n[{"name":"z"}]', 'b\n[]']);
    expect(formatPact(again)).toBe(text);
  });
});

test('sameContent looks at what is said, not at comments, ids or pending', () => {
  const one = { type: 'Synchronous/HTTP', description: 'd', request: { path: '/' } } as const;
  expect(sameContent(one, { ...one, comments: { text: ['x'] }, pending: true, _id: '1' })).toBe(true);
  expect(sameContent(one, { ...one, request: { path: '/x' } })).toBe(false);
});

test('provenanceOf reads what record wrote, and nothing from foreign pacts', () => {
  const one = { type: 'Synchronous/HTTP', description: 'd' } as const;
  const ringproof = { evidence: 'code', source: 's', obtained: 'recorded', by: 'curl' };
  expect(provenanceOf({ ...one, comments: { references: { ringproof } } })).toEqual(ringproof);
  expect(provenanceOf({ ...one, comments: { references: { openapi: {} } } })).toBeUndefined();
  expect(provenanceOf(one)).toBeUndefined();
});
