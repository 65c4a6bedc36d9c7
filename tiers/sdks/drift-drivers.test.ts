import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '#core/report';
import type { Departure } from '#ring2/drift/departures';
import { libraryNamed } from '#ring2/drift/drivers/libraries';
import { programLibrary } from '#ring2/drift/drivers/program/library';
import type { Feature } from '#ring2/drift/library';
import { runDrift } from '#ring2/drift/run';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';

/** By driver, the scenarios that ask for what it does not offer. Any other that it cannot play is a failure. */
const GAPS: Record<string, Partial<Record<Feature, string[]>>> = {
  'amqp-go': { 'oversized-messages': ['message-above-256-kb-is-refused'] },
  'azure-sdk-python': {
    'settlement-properties': ['abandon-merges-properties', 'dead-letter-adds-properties'],
    rules: [
      'adding-a-rule-twice-is-refused', 'default-rule-can-be-replaced', 'invalid-sql-is-refused', 'manage-unknown-entity', 'removing-a-missing-rule-is-refused',
      'rules-are-listed-by-name', 'sql-above-its-quota-is-refused', 'unknown-system-property-is-refused',
    ],
    'settlement-after-close': ['settle-after-receiver-closed'],
    'peek-without-receiving': [
      'batch-with-a-sessionless-message-fails-whole', 'forwarding-goes-on-for-four-hops', 'send-without-session-id-fails', 'subscription-forwards-what-its-rules-let-through',
    ],
    'wide-whole-numbers': ['properties-round-trip', 'sql-numbers-compare-by-value'],
  },
};

const scenarios = await loadScenarios();

describe.each(Object.entries(GAPS))('%s', (driver, gaps) => {
  const library = libraryNamed(driver);
  const lacking = Object.entries(gaps).flatMap(([feature, names]) => names.map((name) => ({ name, feature: feature as Feature })));
  const played = scenarios.filter(({ name }) => !lacking.some((gap) => gap.name === name));
  let report: Report;

  beforeAll(async () => {
    report = await runDrift({ left: parseTarget('emulator:tcp', { driver }), right: parseTarget('emulator:ws', { driver }), payloads: [] });
  }, 300_000);

  const resultOf = (name: string) => report.results.find((one) => one.name === name);

  test('shows no drift between TCP and WebSocket, and says with which version', () => {
    expect(report.counts).toEqual({ passed: played.length, failed: 0, inconclusive: 0, gaps: lacking.length, excused: 0 });
    // What the client is declared not to offer leaves no run undecided.
    expect(report.outcome).toBe('passed');
    expect(report.details).toMatchObject({ left: { driver, driverVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown }, right: { driver } });
  });

  test.each(played)('$name: $expects', ({ name }) => {
    const result = resultOf(name);
    expect(result?.reason).toBeUndefined();
    expect(result?.details?.['findings']).toEqual([]);
    for (const side of ['left', 'right']) {
      const { departures: seen } = result?.details?.[side] as { departures?: Departure[] };
      expect(seen, `${name} (${side})`).toEqual([]);
    }
  });

  test.each(lacking)('$name is not played, as $feature is not offered', ({ name, feature }) => {
    expect(resultOf(name)).toMatchObject({ outcome: 'inconclusive', reason: `${driver} does not offer ${feature}: ${library.lacks[feature]}` });
  });

  test('declares no gap that no scenario meets', () => {
    expect(Object.keys(library.lacks).sort()).toEqual(Object.keys(gaps).sort());
  });

  test('cannot tell anything of a bus that nobody runs, and keeps the key to itself', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => server.listen(0, () => resolve((server.address() as { port: number }).port)));
    await new Promise((resolve) => server.close(resolve));
    const nobody = parseTarget(`Endpoint=sb://localhost:${port};SharedAccessKeyName=R;SharedAccessKey=hidden-key;UseDevelopmentEmulator=true`, { driver });
    const silent = await runDrift({ left: parseTarget('emulator', { driver }), right: nobody, scenarios: 'peek-lock-complete', payloads: [] });
    expect(silent.results[0]).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining(`The target localhost:${port} (tcp) cannot be reached: ConnectionFailed: `) as unknown });
    expect(JSON.stringify(silent)).not.toContain('hidden-key');
  });
});

test('a Python without the client says what to install', async () => {
  const main = fileURLToPath(new URL('../../ring2/drift/drivers/python/main.py', import.meta.url));
  const bare = programLibrary({
    name: 'azure-sdk-python', lacks: {}, jobs: 1,
    // Without the packages that were installed for it.
    command: () => [process.env['RINGPROOF_PYTHON'] ?? 'python3', '-S', '-B', main], prerequisite: { tool: 'Python', advice: 'Install it.' },
  });
  await expect(bare.open()).rejects.toMatchObject({ code: 'RP_PREREQUISITE', advice: expect.stringContaining("No module named 'azure'") as unknown });
});
