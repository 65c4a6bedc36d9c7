import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import type { Contract } from '#core/contract';
import { formatPact } from '#core/pact';
import { loadContract } from '#contracts/load';
import { recordSpecification } from '#engine/index';

const folder = mkdtempSync(join(tmpdir(), 'ringproof-determinism-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In an order that has nothing to do with the contract's, another for each run. */
const shuffled = (contract: Contract, run: number): Contract => ({
  ...contract, interactions: contract.interactions.toSorted((a, b) => key(a.description, run) - key(b.description, run)),
});
const key = (text: string, run: number): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) * (run + 7)) % 1_000_003, run);

it('a contract recorded 20 times, in any order, two at once, is the same bytes each time', { timeout: 120_000 }, async () => {
  const contract = await loadContract('training-pod--requests-proxy');
  const committed = readFileSync('pacts/training-pod--requests-proxy.json', 'utf8');
  for (let run = 0; run < 20; run += 2) {
    const pacts = await Promise.all([run, run + 1].map((nth) => recordSpecification(shuffled(contract, nth))));
    for (const pact of pacts) expect(formatPact(pact)).toBe(committed);
  }
});

it('two processes that record the same contracts in opposite orders write the same files', { timeout: 120_000 }, async () => {
  const names = ['backend--requests-proxy', 'cli--jobs-manager', 'jobs-manager--backend', 'training-pod--backend'];
  const program = fileURLToPath(new URL('../../bin.ts', import.meta.url));
  const record = (out: string, order: string[]) => promisify(execFile)(process.execPath, [program, 'record', ...order, '--out', join(folder, out)]);
  await Promise.all([record('a', names), record('b', names.toReversed())]);
  const files = readdirSync(join(folder, 'a'));
  expect(files).toHaveLength(names.length);
  for (const file of files) {
    const written = readFileSync(join(folder, 'a', file), 'utf8');
    expect(readFileSync(join(folder, 'b', file), 'utf8')).toBe(written);
    expect(written).toBe(readFileSync(`pacts/${file}`, 'utf8'));
  }
});
