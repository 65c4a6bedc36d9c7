import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadContract } from '#contracts/load';
import type { HttpInteraction, Interaction } from '#core/contract';
import { canonicalJson } from '#core/json';
import type { Json } from '#core/json';
import { type Template, example, isMatcher } from '#core/matchers';
import { parsePact } from '#core/pact';
import { contractOfPact } from '#core/pact-contract';

/** Every matcher's place, kind and pattern: what a pact must bring back of a contract. */
function rules(node: Template | undefined, path: string): string[] {
  if (isMatcher(node)) {
    const { 'pact:matcher:type': type, value, regex = '', min = '' } = node;
    return [`${path} ${type} ${regex} ${min}`, ...rules(value, path)];
  }
  if (Array.isArray(node)) return [...new Set(node.flatMap((item) => rules(item, `${path}[*]`)))];
  return typeof node === 'object' && node !== null ? Object.entries(node).flatMap(([key, item]) => rules(item, `${path}.${key}`)) : [];
}

const parts = (one: Interaction): Template => (one.kind === 'message'
  ? { contents: one.contents }
  : { path: one.request.path, query: one.request.query ?? {}, request: { ...one.request.body } as Template, response: { ...one.response.body } as Template });

describe('a pact states the contract that it was recorded from', () => {
  it.each(readdirSync('pacts').filter((file) => file.endsWith('.json')))('%s', async (file) => {
    const contract = await loadContract(file.replace('.json', ''));
    const read = contractOfPact(parsePact(readFileSync(`pacts/${file}`, 'utf8'), file), file);
    for (const one of contract.interactions) {
      const back = read.interactions.find(({ description }) => description === one.description);
      expect(back?.kind).toBe(one.kind);
      const [was, is] = [parts(one), parts(back as Interaction)];
      expect(rules(is, '$').sort(), one.description).toEqual(rules(was, '$').sort());
      expect(canonicalJson(example(is)), one.description).toBe(canonicalJson(example(was)));
    }
  });
});

describe('what contracts have no words for', () => {
  const pact = (rule: Json) => parsePact(JSON.stringify({
    consumer: { name: 'a' }, provider: { name: 'b' }, metadata: { pactSpecification: { version: '4.0' } },
    interactions: [{
      type: 'Synchronous/HTTP', description: 'a call', request: { method: 'GET', path: '/' },
      response: { status: 200, body: { content: { a: 'x' }, contentType: 'application/json' }, matchingRules: { body: { '$.a': rule } } },
    }],
  }), 'foreign.json');
  it.each([
    [{ matchers: [{ match: 'semver' }] }, 'the matcher "semver"'],
    [{ matchers: [{ match: 'type' }, { match: 'regex', regex: 'x' }] }, 'several matchers for one value'],
  ])('%j is named', (rule, words) => {
    expect(() => contractOfPact(pact(rule), 'foreign.json')).toThrow(`"a call" has ${words}, which ringproof does not read`);
  });
  it('the same matcher twice is one', () => {
    const twice = contractOfPact(pact({ matchers: [{ match: 'type' }, { match: 'type' }] }), 'foreign.json').interactions[0] as HttpInteraction;
    expect(twice.response.body?.json).toEqual({ a: { 'pact:matcher:type': 'type', value: 'x' } });
  });
});
