import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gatesEverywhere } from '#core/contract';
import { listContracts, loadContract } from '#contracts/load';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'ringproof-contracts-')); });
afterEach(() => rm(folder, { recursive: true }));

const http = `{ kind: 'http', description: 'one', evidence: { kind: 'doc', source: 'x' }, request: { method: 'GET', path: '/' }, response: { status: 200 } }`;
const write = (name: string, text: string) => writeFile(join(folder, name), text);

test('every contract of the package loads under its own name, and every guess names its owner', async () => {
  const names = await listContracts();
  expect(names).toEqual(expect.arrayContaining(['cli--backend', 'sdk--backend', 'jobs-manager--backend', 'averaging-service--backend', 'averaging-service--service-bus']));
  expect(names).not.toContain('_template');
  for (const name of names) {
    const { interactions } = await loadContract(name);
    for (const { evidence, description } of interactions) {
      expect(gatesEverywhere(evidence) || evidence.owner, `${name}: ${description}`).toBeTruthy();
    }
  }
});

// Pact's engine matches a pattern against the whole text, most other engines search: a whole pattern means the same to both.
test('every pattern is whole and fits its own example', async () => {
  const patterns = async (name: string) => [...JSON.stringify(await loadContract(name)).matchAll(/"pact:matcher:type":"regex","regex":("(?:[^"\\\\]|\\\\.)*"),"value":("(?:[^"\\\\]|\\\\.)*")/g)]
    .map(([, pattern = '', value = '']) => [JSON.parse(pattern) as string, JSON.parse(value) as string] as const);
  const all = (await Promise.all((await listContracts()).map(patterns))).flat();
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter(([pattern, value]) => !/^\^.*\$$/s.test(pattern) || !new RegExp(`^(?:${pattern})$`, 'u').test(value))).toEqual([]);
});

test('an unknown contract names the nearest one', async () => {
  await expect(loadContract('sdk--backnd')).rejects.toMatchObject({ code: 'RP_CONTRACT_UNKNOWN', values: { nearest: 'sdk--backend' } });
});

test('a folder that is not there is said so', async () => {
  await expect(listContracts(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'RP_FILE_UNREADABLE' });
});

test('what is not a contract is refused with the place', async () => {
  await write('a--no-default.js', 'export const contract = {};');
  await write('a--syntax.js', 'export default {');
  await write('a--method.js', `export default { consumer: 'a', provider: 'method', interactions: [${http.replace('GET', 'FETCH')}] };`);
  await write('a--typo.js', `export default { consumer: 'a', provider: 'typo', interactions: [${http.replace('response:', 'respons: 1, response:')}] };`);
  await write('a--empty.js', `export default { consumer: 'a', provider: 'empty', interactions: [] };`);
  await write('a--other.js', `export default { consumer: 'b', provider: 'c', interactions: [${http}] };`);
  const problems = Object.fromEntries(await Promise.all((await listContracts(folder)).map(async (name) => {
    const error = await loadContract(name, folder).catch((e: unknown) => e as { code: string; values: { problem: string } });
    return [name, 'code' in error ? `${error.code} ${error.values.problem}` : 'loaded'] as const;
  })));
  expect(problems).toEqual({
    'a--no-default': 'RP_CONTRACT_INVALID it has no default export',
    'a--syntax': expect.stringMatching(/^RP_CONTRACT_INVALID /) as string,
    'a--method': expect.stringContaining('interactions.0.request.method must be equal to one of the allowed values: GET') as string,
    'a--typo': expect.stringContaining('interactions.0 must NOT have additional properties ("respons")') as string,
    'a--empty': expect.stringContaining('interactions must NOT have fewer than 1 items') as string,
    'a--other': expect.stringContaining('describes b--c') as string,
  });
});

test('two interactions with one description are refused', async () => {
  await write('a--twice.js', `export default { consumer: 'a', provider: 'twice', interactions: [${http}, ${http}] };`);
  await expect(loadContract('a--twice', folder)).rejects.toMatchObject({ code: 'RP_CONTRACT_DUPLICATE' });
});
