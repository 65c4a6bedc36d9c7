import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { HttpInteraction } from '#core/contract';
import { check } from '#core/check';
import { like, regex } from '#core/matchers';
import { fixedSegments, indexPaths } from '#stubs/paths';

const at = (path: HttpInteraction['request']['path'], method: 'GET' | 'POST' = 'GET', description = JSON.stringify(path)): HttpInteraction =>
  ({ kind: 'http', description, evidence: { kind: 'doc', source: 'a test' }, request: { method, path }, response: { status: 200 } });

test.each([
  ['^/experiments/[\\w-]+/$', '/experiments/'], ['/a/b/c', '/a/b/'], ['^/things/\\d+$', '/things/'], ['/a/b?/c', '/a/'],
  ['/a|/b', ''], ['(/a|/b)/c', ''], ['/a/(x|y)', '/a/'], ['/a/[|]/', '/a/'], ['.*', ''], ['/a\\|b/c', '/'], ['/aa*/b', '/'], ['', ''],
])('%s begins with "%s"', (pattern, fixed) => {
  expect(fixedSegments(pattern)).toBe(fixed);
});

const PATHS = ['/a', '/a/', '/a/b', '/a/1', '/a/1/c', '/b', '/', '/a/b/c', ''];
const TEMPLATES = ['/a', '/a/b', regex('^/a/\\w+$', '/a/b'), regex('/a/\\d+/c', '/a/1/c'), regex('/a|/b', '/a'), regex('/a?/?b?', '/a'), like('/anything'), regex('(/a)?/b.*', '/b')];

test('finds what looking at every interaction finds, in the order of the contract', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...TEMPLATES), fc.constantFrom('GET' as const, 'POST' as const)), { maxLength: 12 }), fc.constantFrom(...PATHS), (contract, path) => {
    const interactions = contract.map(([template, method], index) => at(template, method, String(index)));
    const scanned = interactions.filter(({ request }) => request.method === 'GET' && check(request.path, path, { extraFields: 'refused' }).length === 0);
    expect(indexPaths(interactions)('GET', path)).toEqual(scanned);
  }));
});

test('asks the patterns of its own path only', () => {
  const find = indexPaths(Array.from({ length: 10_000 }, (_, index) => at(regex(`^/p${index}/\\d+$`, `/p${index}/1`))));
  const asked = vi.spyOn(RegExp.prototype, 'test');
  const found = find('GET', '/p77/1');
  const times = asked.mock.calls.length;
  asked.mockRestore();
  expect({ found: found.length, times }).toEqual({ found: 1, times: 1 });
});
