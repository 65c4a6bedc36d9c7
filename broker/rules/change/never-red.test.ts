import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Verifier } from '@pact-foundation/pact';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classOfAll } from '#broker/rules/change/change';
import { pactChanges } from '#broker/rules/change/pact-changes';
import { check } from '#core/check';
import type { Json, JsonObject } from '#core/json';
import { parseLossless } from '#core/lossless-json';
import { type Template, boolean, decimal, eachLike, example, integer, isMatcher, like, number, regex } from '#core/matchers';

process.env['PACT_DO_NOT_TRACK'] = 'true';

const scalar: fc.Arbitrary<Json> = fc.oneof(fc.constantFrom('x', 'y', '7', ''), fc.constantFrom(0, 1, 2, 0.5, 1.5), fc.boolean(), fc.constant(null));
const leaf: fc.Arbitrary<Template> = fc.oneof(
  scalar, scalar.map((value) => like(value)), fc.constantFrom(integer(1), integer(2), number(1), decimal(0.5), decimal(1.5), boolean(true), regex('\\d+', '7'), regex('[a-z]', 'x'), regex('.*', 'y')),
);
/** One place has one matcher. */
const liked = (node: Template): Template => (isMatcher(node) ? node : like(node));

/** Small on purpose: two that are alike by chance tell more than two that have nothing in common. */
const template: fc.Arbitrary<Template> = fc.letrec<{ node: Template }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, leaf,
    fc.dictionary(fc.constantFrom('a', 'b'), tie('node'), { maxKeys: 2 }).map((one) => ({ ...one })),
    fc.array(tie('node'), { maxLength: 2 }),
    fc.tuple(tie('node'), fc.constantFrom(1, 2)).map(([item, min]) => eachLike(item, min)),
    tie('node').map(liked)),
})).node;

/** The same template with one thing changed, or another one. */
function changed(node: Template, pick: fc.GeneratorValue): Template {
  const any = () => pick(() => template);
  const choice = pick(() => fc.nat(5));
  if (choice === 0) return any();
  if (isMatcher(node)) {
    const { value = null } = node;
    if (choice === 1) return value;
    if (Array.isArray(value)) return eachLike(choice > 2 ? changed(value[0] ?? null, pick) : (value[0] ?? null), pick(() => fc.constantFrom(1, 2)));
    return choice > 3 && node['pact:matcher:type'] === 'type' ? liked(changed(value, pick)) : pick(() => leaf);
  }
  if (Array.isArray(node)) return choice === 1 ? like(node) : choice === 2 ? node.slice(1) : node.map((one) => (pick(() => fc.boolean()) ? changed(one, pick) : one));
  if (typeof node !== 'object' || node === null) return choice < 3 ? like(node) : pick(() => leaf);
  const entries = Object.entries(node as Record<string, Template>);
  if (choice === 1) return Object.fromEntries(entries.slice(1));
  if (choice === 2) return { ...(node as object), c: any() };
  return Object.fromEntries(entries.map(([key, one]) => [key, pick(() => fc.boolean()) ? changed(one, pick) : one]));
}

/** What a provider might answer: the example, with values others of their kind, fields more and elements more or fewer. */
function answer(node: Json, pick: fc.GeneratorValue): Json {
  if (pick(() => fc.nat(30)) === 0) return pick(() => scalar);
  if (Array.isArray(node)) {
    const items = node.map((one) => answer(one, pick));
    return pick(() => fc.boolean()) ? items : pick(() => fc.boolean()) ? [...items, ...items] : items.slice(1);
  }
  if (typeof node === 'object' && node !== null) return { ...Object.fromEntries(Object.entries(node).map(([key, one]) => [key, answer(one, pick)])), ...(pick(() => fc.boolean()) && { more: 1 }) };
  if (!pick(() => fc.boolean())) return node;
  if (typeof node === 'string') return pick(() => fc.constantFrom('x', 'y', '7', 'zz'));
  if (typeof node === 'number') return pick(() => (Number.isInteger(node) ? fc.constantFrom(1, 2, 40) : fc.constantFrom(0.5, 2.25)));
  return typeof node === 'boolean' ? !node : node;
}

/** A template as a pact has it: an example, and rules by path. */
function rulesOf(node: Template, path: string): JsonObject {
  if (isMatcher(node)) {
    const { 'pact:matcher:type': match, value = null, regex: pattern, min, max } = node;
    const own = { [path]: { combine: 'AND', matchers: [{ match, ...(pattern !== undefined && { regex: pattern }), ...(min !== undefined && { min }), ...(max !== undefined && { max }) }] } };
    return { ...own, ...(Array.isArray(value) && min !== undefined ? rulesOf(value[0] ?? null, `${path}[*]`) : rulesOf(value, path)), ...own };
  }
  if (Array.isArray(node)) return Object.assign({}, ...node.map((one, index) => rulesOf(one, `${path}[${index}]`))) as JsonObject;
  if (typeof node !== 'object' || node === null) return {};
  return Object.assign({}, ...Object.entries(node as Record<string, Template>).map(([key, one]) => rulesOf(one, `${path}.${key}`))) as JsonObject;
}

const interaction = (body: Template, description: string, path: string): JsonObject => ({
  type: 'Synchronous/HTTP', description, request: { method: 'GET', path },
  response: { status: 200, body: { content: example(body), contentType: 'application/json', encoded: false }, matchingRules: { body: rulesOf(body, '$') } },
});
const pact = (interactions: JsonObject[]) => JSON.stringify({ consumer: { name: 'App' }, provider: { name: 'Api' }, interactions, metadata: { pactSpecification: { version: '4.0' } } });

interface Case { old: Template; now: Template; says: Json; breaking: boolean }
const cases = fc.tuple(template, fc.gen()).map(([old, pick]): Case => {
  const now = changed(old, pick);
  const [before, after] = [old, now].map((one) => parseLossless(pact([interaction(one, 'x', '/')])));
  if (!before || !after) throw new Error('two pacts');
  return { old, now, says: answer(example(old), pick), breaking: classOfAll(pactChanges(before, after)) === 'breaking' };
});
const satisfies = (node: Template, says: Json) => check(node, says, { extraFields: 'allowed' }).length === 0;

it('no answer that satisfied the old pact fails the new one, unless that is called breaking', () => {
  let told = 0;
  fc.assert(fc.property(cases, ({ old, now, says, breaking }) => {
    if (breaking || !satisfies(old, says)) return;
    told += 1;
    expect(satisfies(now, says)).toBe(true);
  }), { numRuns: 3000, endOnFailure: true });
  expect(told).toBeGreaterThan(200);
});

it("nor does it by Pact's own verifier", async () => {
  const sample = fc.sample(cases, 2000).filter(({ breaking, old, now, says }) => !breaking && satisfies(old, says) && JSON.stringify(old) !== JSON.stringify(now)).slice(0, 120);
  const api = createServer((request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(sample[Number(request.url?.slice(1))]?.says)));
  await new Promise<void>((done) => void api.listen(0, '127.0.0.1', done));
  const folder = mkdtempSync(join(tmpdir(), 'never-red-'));
  try {
    writeFileSync(join(folder, 'pact.json'), pact(sample.flatMap(({ old, now }, index) => [interaction(old, `old ${index}`, `/${index}`), interaction(now, `new ${index}`, `/${index}`)])));
    const verifier = new Verifier({ provider: 'Api', providerBaseUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}`, pactUrls: [join(folder, 'pact.json')], logLevel: 'error' });
    const text = await verifier.verifyProvider().catch((thrown: Error) => thrown.message);
    const { interactionResults } = JSON.parse(text) as { interactionResults: { description: string; result: string }[] };
    const green = new Set(interactionResults.filter(({ result }) => result === 'OK').map(({ description }) => description));
    const satisfied = sample.map((_, index) => index).filter((index) => green.has(`old ${index}`));
    expect(satisfied.length).toBeGreaterThan(60);
    expect(satisfied.filter((index) => !green.has(`new ${index}`)).map((index) => sample[index])).toEqual([]);
  } finally {
    api.closeAllConnections();
    await new Promise((done) => api.close(done));
    rmSync(folder, { recursive: true });
  }
}, 60_000);
