import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { formatPact, parsePact } from '#core/pact';
import { manyInteractions } from '#engine/testing/many';
import { recordSpecification } from '#engine/index';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProvider } from '#engine/testing/provider';
import { sample } from '#engine/testing/contract';

const run = promisify(execFile);
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

test('importing the room loads neither native library nor certificates', async () => {
  const script = `import { createRequire } from 'node:module'; await import('${path('./index.ts')}');
    process.stdout.write(Object.keys(createRequire('${path('./')}').cache).filter((name) => /pact-foundation|peculiar/.test(name)).join());`;
  expect((await run(process.execPath, ['--input-type=module', '-e', script])).stdout).toBe('');
});

test('eight recorders at the same time lose nothing, and print nothing but the pact', async () => {
  const expected = formatPact(await recordSpecification(manyInteractions(25)));
  expect(parsePact(expected, 'p').interactions).toHaveLength(25);
  const outputs = await Promise.all(Array.from({ length: 8 }, () => run(process.execPath, [path('./testing/record-program.ts')])));
  for (const { stdout, stderr } of outputs) expect({ stdout, stderr }).toEqual({ stdout: expected, stderr: '' });
});

test('a recorded pact passes in the plain Pact verifier, and fails there when the provider is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plain-'));
  const file = join(folder, 'pact.json');
  const http = sample.interactions.filter(({ description }) => description === 'read a device');
  writeFileSync(file, formatPact(await recordSpecification({ ...sample, interactions: http })));
  const device = { id: 1, ok: false, load: 0.75, at: '2026-01-01T00:00:00Z', tags: [{ name: 'y' }] };
  const plain = async (body: object) => {
    await using provider = await startProvider({ routes: { 'GET /devices/7/': { body: { ...device, ...body } } } });
    await run(process.execPath, [path('./testing/plain-verifier.ts'), 'sample-backend', provider.url, `${provider.url}/_states`, file]);
  };
  await plain({});
  await expect(plain({ ok: 'no' })).rejects.toThrow();
  rmSync(folder, { recursive: true });
});
