import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BenchResult, median } from './result.ts';
import { formatPact } from '#core/pact';
import { recordSpecification, verify } from '#engine/index';
import { manyInteractions } from '#engine/testing/many';
import { startProvider } from '#engine/testing/provider';

const ROUNDS = 3;
const PLAIN = join(import.meta.dirname, '../engine/testing/plain-verifier.ts');

/** Verifying a provider with one state for each interaction, against plain Pact; both in a process of their own. */
export default async function measure(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-bench-'));
  const results: BenchResult[] = [];
  for (const count of [100, 500]) {
    const contract = manyInteractions(count);
    const file = join(folder, `${count}.json`);
    writeFileSync(file, formatPact(await recordSpecification(contract)));
    const body = (id: number) => ({ id, tags: [{ name: 'y' }], owner: { email: 'c@d.e' } });
    await using provider = await startProvider({ routes: Object.fromEntries(contract.interactions.map((_, id) => [`POST /devices/${id}`, { body: body(id) }])) });
    const { url } = provider;
    const target = { name: 'bench', grade: 'stub', virtual: true, http: { baseUrl: url, statesUrl: `${url}/_states` } } as const;
    const ours: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await seconds(async () => {
        const { pacts } = await verify({ provider: contract.provider, target, files: [file] });
        if (pacts[0]?.outcome !== 'passed' || pacts[0].interactions.length !== count) throw new Error('the benchmark verified something else');
      }));
      plain.push(await seconds(() => promisify(execFile)(process.execPath, [PLAIN, contract.provider, url, `${url}/_states`, file], { maxBuffer: 2 ** 26 })));
    }
    const [value, peerValue] = [median(ours), median(plain)];
    results.push({
      name: `verify ${count} interactions`, value, unit: 's', peer: 'plain @pact-foundation/pact', peerValue,
      ratio: peerValue / value, goal: '≥ 1.5× faster', met: peerValue / value >= 1.5,
    });
  }
  rmSync(folder, { recursive: true });
  return results;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
