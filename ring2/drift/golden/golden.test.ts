import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coverage } from '#ring2/drift/golden/coverage';
import { type Golden, isIntact, seal, serviceOf, sha256 } from '#ring2/drift/golden/golden';
import { scriptDigest } from '#ring2/drift/golden/script-digest';
import { loadGoldens, writeGolden } from '#ring2/drift/golden/store';
import { perform } from '#ring2/drift/run';
import { loadScenarios } from '#ring2/drift/scenarios';

const scenarios = await loadScenarios();
const performances = scenarios.flatMap((scenario) => perform(scenario, []));
const performance = performances.find(({ name }) => name === 'peek-lock-complete') ?? expect.unreachable();

const golden = (over: Partial<Golden> = {}, service: 'azure' | 'other' = 'azure') => seal({
  schemaVersion: 1, name: performance.name, scenario: performance.name, scenarioDigest: scriptDigest(performance), driver: { name: 'azure-sdk-js', version: '7' },
  origin: { kind: 'recorded', service, date: '2026-01-02T03:04:05.678Z', transport: 'tcp', namespace: sha256('x') },
  transcript: { tnf: 1, scenario: performance.name, events: [{ n: 0, step: 'send', actor: 'main', op: 'send', outcome: 'ok', facts: {} }] }, ...over,
});

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'ringproof-goldens-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });
const known = { secrets: ['hidden'], host: 'shop.servicebus.windows.net' };

it.each([
  ['shop.servicebus.windows.net', true, 'azure'], ['SHOP.servicebus.windows.net:5671', true, 'azure'], ['shop.servicebus.usgovcloudapi.net', true, 'azure'], ['shop.servicebus.chinacloudapi.cn', true, 'azure'],
  ['shop.servicebus.windows.net', false, 'other'], ['localhost:5672', true, 'other'], ['shop.servicebus.windows.net.example.org', true, 'other'], ['servicebus.windows.net', true, 'other'],
] as const)('%s (TLS: %s) is %s', (host, tls, service) => {
  expect(serviceOf({ host, tls })).toBe(service);
});

describe('the digest of what is played', () => {
  const of = (scenario: Partial<typeof performance.scenario>, payload = performance.payload) => scriptDigest({ ...performance, scenario: { ...performance.scenario, ...scenario }, payload });
  const edited = (from: string, to: string) => {
    const { text = '' } = performance.scenario;
    expect(text).toContain(from);
    return text.replace(from, to);
  };

  it('is there for every scenario, and of each another', () => {
    expect(new Set(performances.map(scriptDigest)).size).toBe(performances.length);
  });

  it('does not change with what is expected, and on what ground', () => {
    expect(of({ origin: 'recorded', expects: 'Else.', shows: {}, text: edited("origin: 'azure-tests'", "origin: 'recorded'") })).toBe(scriptDigest(performance));
  });

  it('changes with the script, its constants, the entities and the message', () => {
    const others = [of({ text: edited('yield* complete', 'yield* abandon') }), of({ text: edited('export default', 'const EACH = 2;\n\nexport default') }), of({ entities: { queues: { queue: { maxDeliveryCount: 3 } } } }), of({}, { ...performance.payload, body: 'else' })];
    expect(new Set([...others, scriptDigest(performance)]).size).toBe(5);
  });
});

describe('a folder of goldens', () => {
  it('gives back what was written, and prefers Azure', async () => {
    await writeGolden(folder, golden({}, 'other'), known);
    const goldens = async () => (await loadGoldens([folder])).find(performance, 'azure-sdk-js');
    expect(await goldens()).toEqual({ golden: golden({}, 'other'), stale: false });
    await writeGolden(folder, golden(), known);
    expect(await goldens()).toEqual({ golden: golden(), stale: false });
    expect((await loadGoldens([folder])).find(performance, 'another-driver')).toBeUndefined();
  });

  it('counts as recorded from Azure what Azure showed and nothing else', async () => {
    await writeGolden(folder, golden({}, 'other'), known);
    expect(coverage([performance], { driver: 'azure-sdk-js' }, await loadGoldens([folder]))).toBe('recorded from Azure: 0 of 1; recorded from another service: 1');
    await writeGolden(folder, golden(), known);
    expect(coverage([performance], { driver: 'azure-sdk-js' }, await loadGoldens([folder]))).toBe('recorded from Azure: 1 of 1');
    await writeGolden(folder, golden({ scenarioDigest: sha256('another script') }), known);
    expect(coverage([performance], { driver: 'azure-sdk-js' }, await loadGoldens([folder]))).toBe('recorded from Azure: 0 of 1; recorded, stale: 1');
  });

  it('is not there: a clear error, for a folder that was asked for', async () => {
    await expect(loadGoldens([join(folder, 'nowhere')])).rejects.toMatchObject({ code: 'RP_FILE_UNREADABLE' });
  });

  it.each([
    ['edited by hand', (text: string) => text.replace('"send"', '"sent"'), 'its digest does not fit its content'],
    ['with an unknown field', (text: string) => text.replace('{', '{"more": 1,'), 'must NOT have additional properties'],
    ['that says where it came from, but not that', (text: string) => text.replace('"azure"', '"Azure"'), '/origin/service must be equal to one of the allowed values'],
    ['cut off', (text: string) => text.slice(0, 50), 'JSON'],
  ])('with a file %s is refused, naming the file', async (_, edit, problem) => {
    const file = await writeGolden(folder, golden(), known);
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    await expect(loadGoldens([folder])).rejects.toMatchObject({ code: 'RP_GOLDEN_DAMAGED', exitCode: 2, message: expect.stringMatching(`${file}.*${problem}`) as unknown });
  });

  it('takes no transcript with a secret in it', async () => {
    const leaky = golden({ transcript: { tnf: 1, scenario: 's', events: [{ n: 0, step: 'send', actor: 'main', op: 'send', outcome: 'ok', facts: { body: { exact: { word: 'a hidden one' }, kind: 'semantic' } } }] } });
    await expect(writeGolden(folder, leaky, known)).rejects.toMatchObject({ code: 'RP_GOLDEN_SECRET', message: expect.stringContaining('$.transcript.events[0].facts.body.exact.word') as unknown });
    await expect(writeGolden(folder, leaky, known)).rejects.not.toMatchObject({ message: expect.stringContaining('hidden') as unknown });
    mkdirSync(join(folder, 'azure'), { recursive: true });
    expect((await loadGoldens([folder])).all).toEqual([]);
  });
});

it('a seal breaks with any change', () => {
  expect(isIntact(golden())).toBe(true);
  expect(isIntact({ ...golden(), origin: { ...golden().origin, date: '2026-01-03T00:00:00Z' } })).toBe(false);
});

it('the goldens that come with ringproof are intact', async () => {
  await expect(loadGoldens()).resolves.toMatchObject({ all: [] });
});
