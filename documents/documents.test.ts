import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listContracts, loadContract } from '#contracts/load';
import type { HttpInteraction } from '#core/contract';
import type { JsonObject } from '#core/json';
import { parsePact } from '#core/pact';
import { asyncApiOf } from '#documents/asyncapi';
import { crossCheck } from '#documents/cross-check';
import { draftText } from '#documents/draft';
import { importFixtures } from '#documents/import-fixtures';
import { importOpenApi } from '#documents/import-openapi';
import { openApiOf } from '#documents/openapi';
import { pathTemplate } from '#documents/path-template';
import { readDocument } from '#documents/read';
import { schemasOf } from '#documents/schemas';
import { typesOf } from '#documents/types';
import { regex } from '#core/matchers';

const names = await listContracts();
const contracts = await Promise.all(names.map((name) => loadContract(name)));
const cli = await loadContract('cli--backend');
const cliPact = parsePact(readFileSync('pacts/cli--backend.json', 'utf8'), 'cli--backend.json');
const backend = () => structuredClone(openApiOf('backend', contracts));

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'ringproof-documents-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the description of a provider', () => {
  const speaking = contracts.filter(({ interactions }) => interactions.some(({ kind }) => kind === 'http'));
  test.each(speaking.map((contract) => [`${contract.consumer}--${contract.provider}`, contract] as const))('says all that %s needs', async (name, contract) => {
    const pact = parsePact(readFileSync(`pacts/${name}.json`, 'utf8'), name);
    const checked = await crossCheck(contract, pact, openApiOf(contract.provider, contracts), 'derived');
    expect(checked.flatMap(({ mismatches }) => mismatches)).toEqual([]);
    expect(checked).toHaveLength(contract.interactions.filter(({ kind }) => kind === 'http').length);
  });

  const at = (document: JsonObject, ...path: string[]) => path.reduce<JsonObject>((node, key) => node[key] as JsonObject, document);
  test.each<[string, (document: JsonObject) => void, string]>([
    ['another type of a field', (document) => { at(document, 'paths', '/userinfo/', 'get', 'responses', '200', 'content', 'application/json', 'schema', 'properties').email = { type: 'integer' }; }, 'who am I'],
    ['a field that is gone', (document) => { at(document, 'paths', '/userinfo/', 'get', 'responses', '200', 'content', 'application/json').schema = { type: 'object', properties: {}, additionalProperties: false }; }, 'who am I'],
    ['an operation that is gone', (document) => { delete at(document, 'paths', '/userinfo/').get; }, 'who am I'],
    ['a request field that has become required', (document) => { Object.assign(at(document, 'paths', '/device/token', 'post', 'requestBody', 'content', 'application/json'), { schema: { type: 'object', required: ['device_code', 'client'] } }); }, 'a poll for a token after approval'],
  ])('that has %s turns the cross-check red at that interaction', async (_, change, interaction) => {
    const document = backend();
    change(document);
    const failed = (await crossCheck(cli, cliPact, document, 'changed')).filter(({ mismatches }) => mismatches.length > 0);
    expect(failed.map((one) => one.interaction)).toContain(interaction);
  });

  test('becomes TypeScript types', async () => {
    const types = await typesOf(backend());
    expect(types).toContain('"/edge-device/{id}/revoke/"');
    expect(types).toContain('export interface operations');
  });
});

test('messages become channels, bodies become schemas', () => {
  const document = asyncApiOf('backend', contracts) as { channels: JsonObject; components: { messages: JsonObject } };
  expect(Object.keys(document.channels).length).toBeGreaterThan(0);
  for (const channel of Object.values(document.channels) as { messages: Record<string, { $ref: string }> }[]) {
    for (const { $ref } of Object.values(channel.messages)) expect(document.components.messages).toHaveProperty([$ref.split('/').at(-1) ?? '']);
  }
  expect(Object.keys(schemasOf(cli).$defs as object)).toContain('who-am-i.response');
});

test.each([
  [regex('^/edge-device/\\d+/$', '/edge-device/7/'), '/edge-device/{id}/', ['^\\d+$']],
  [regex('^/a\\.b/[^/]+/(x|y/z)$', '/a.b/1/x'), '/a.b/{id}/{id2}', ['^[^/]+$', '^(x|y/z)$']],
  [regex('^/all/.*$', '/all/a/b'), '/all/a/b', []],
  ['/plain/', '/plain/', []],
])('%o is %s', (template, path, patterns) => {
  expect(pathTemplate(template)).toMatchObject({ path, parameters: patterns.map((pattern) => ({ pattern })) });
});

describe('a draft', () => {
  const load = async (text: string, name: string) => {
    writeFileSync(join(folder, `${name}.ts`), text.replace("'ringproof'", JSON.stringify(`${process.cwd()}/index.ts`)));
    return loadContract(name, folder);
  };

  test('of an exported document is a contract that loads, with credentials, paths and bodies', async () => {
    const imported = await load(draftText(importOpenApi(backend(), { consumer: 'x', provider: 'backend', file: 'backend.json' })), 'x--backend');
    const revoke = imported.interactions.find(({ description }) => description.endsWith('revoked → 200') || description.includes('revoke')) as HttpInteraction;
    expect(revoke.request.headers).toMatchObject({ Authorization: { regex: '^Bearer \\S+$' } });
    expect(imported.interactions.map((one) => one.kind === 'http' && pathTemplate(one.request.path).path)).toContain('/edge-device/{id}/');
  });

  test('of recorded answers guesses matchers', async () => {
    const value = { status: 200, body: { id: 7, at: '2026-01-02T03:04:05Z', list: [{ a: 0.5 }], none: null, 'o\'dd "key"': true } };
    const drafted = importFixtures([{ file: 'testdata/user_info.json', value, method: 'GET', path: '/userinfo/' }], { consumer: 'x', provider: 'y' });
    expect(await load(draftText(drafted), 'x--y')).toEqual(drafted);
    expect(drafted.interactions[0]).toMatchObject({ description: 'user info', evidence: { kind: 'fixture', source: 'testdata/user_info.json' } });
  });
});

describe('what cannot be used is refused', () => {
  const YAML = 'openapi: 3.0.3\npaths:\n  /x:\n    get:\n      responses:\n        "200":\n          content:\n            application/json:\n              schema: {$ref: "#/components/schemas/X"}\n';
  const reading = (text: string) => {
    const file = join(folder, 'api.yaml');
    writeFileSync(file, text);
    return importOpenApi(readDocument(file), { consumer: 'x', provider: 'y', file });
  };
  test.each([
    ['broken YAML', 'a: [', /flow/i],
    ['a list', '- a', /no object/],
    ['another version', 'swagger: "2.0"', /3\.0 and 3\.1/],
    ['nothing to call', 'openapi: 3.0.0', /no operation/],
    ['a reference to nothing', YAML, /leads nowhere/],
    ['a reference to itself', `${YAML}components:\n  schemas:\n    X: {$ref: "#/components/schemas/X"}\n`, /itself/],
    ['a reference to elsewhere', YAML.replace('#/components', 'other.yaml#/components'), /bundle/],
    ['aliases that unfold without end', `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefg'[index]}`).join()}]`).join('\n')}`, /alias/i],
  ])('%s', (_, text, problem) => {
    expect(() => reading(text)).toThrow(expect.objectContaining({ code: 'RP_OPENAPI_INVALID', message: expect.stringMatching(problem) as string }) as Error);
  });

  test('a schema that holds itself ends', () => {
    const { interactions } = reading(`${YAML}components:\n  schemas:\n    X:\n      type: object\n      required: [child]\n      properties:\n        child: {$ref: "#/components/schemas/X"}\n`);
    expect(JSON.stringify(interactions).length).toBeLessThan(5000);
  });

  test('a recorded answer without its status', () => {
    expect(() => importFixtures([{ file: 'x.json', value: {}, method: 'GET', path: '/' }], { consumer: 'x', provider: 'y' })).toThrow(expect.objectContaining({ code: 'RP_FIXTURE_INVALID' }) as Error);
  });
});
