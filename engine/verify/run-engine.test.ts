import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { RingproofError } from '#core/errors';
import { startProvider } from '#engine/testing/provider';
import { createScratch } from '#engine/native/scratch';
import { runEngine } from '#engine/verify/run-engine';

const pact = {
  consumer: { name: 'c' }, provider: { name: 'p' }, metadata: { pactSpecification: { version: '4.0' } },
  interactions: [{ type: 'Synchronous/HTTP', description: 'd', request: { method: 'GET', path: '/d' }, response: { status: 200 } }],
};
afterEach(() => vi.unstubAllEnvs());

test('an engine that aborts its process is an error with its last words, and takes nobody with it', async () => {
  using scratch = createScratch();
  const program = fileURLToPath(new URL('../testing/crashing-engine.ts', import.meta.url));
  const job = { provider: 'p', parts: [], baseUrl: 'http://127.0.0.1:1', timeoutMs: 1000 };
  const thrown = await runEngine({ job, folder: scratch.path, onPart: () => undefined, program }).catch((problem: unknown) => problem as RingproofError);
  expect(thrown).toMatchObject({ code: 'RP_VERIFY_ENGINE', exitCode: 3 });
  expect((thrown as Error).message).toMatch(/ended by SIGABRT thread panicked/);
});

test('the engine ends when the process that asked it is gone', async () => {
  using scratch = createScratch();
  const asked = Promise.withResolvers<undefined>();
  const silent = createServer(() => asked.resolve(undefined)).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const file = join(scratch.path, 'pact.json');
  writeFileSync(file, JSON.stringify(pact));
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), { execArgv: [], silent: true });
  child.send({ provider: 'p', parts: [{ kind: 'http', file }], baseUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, timeoutMs: 60_000 });
  await asked.promise;
  const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  child.disconnect();
  expect(await ended).toBe('SIGKILL');
  silent.closeAllConnections();
  silent.close();
});

test("the user's Pact variables neither add a broker nor leave interactions out", async () => {
  using scratch = createScratch();
  await using provider = await startProvider({ routes: { 'GET /d': {} } });
  vi.stubEnv('PACT_BROKER_BASE_URL', 'http://127.0.0.1:1');
  vi.stubEnv('PACT_DESCRIPTION', 'something else');
  const file = join(scratch.path, 'pact.json');
  writeFileSync(file, JSON.stringify(pact));
  const job = { provider: 'p', parts: [{ kind: 'http' as const, file }], baseUrl: provider.url, timeoutMs: 1000 };
  const { parts } = await runEngine({ job, folder: scratch.path, onPart: () => undefined });
  expect(parts).toMatchObject([{ report: { interactionResults: [{ description: 'd', result: 'OK' }] } }]);
});
