// Process starts: `ringproof --help` against bare Node, and the whole loop against its limit.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchResult, median } from './result.ts';

const ROUNDS = 15;
const LOOP_LIMIT_S = 30;

function seconds(args: string[]): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return (performance.now() - started) / 1000;
}

export default async function measure(): Promise<BenchResult[]> {
  execFileSync(process.execPath, ['tools/build.ts'], { stdio: 'ignore' });
  const bare: number[] = [];
  const help: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(seconds(['-e', '0']));
    help.push(seconds(['dist/bin.js', '--help']));
  }
  const out = mkdtempSync(join(tmpdir(), 'ringproof-bench-'));
  const loop = seconds(['bin.ts', 'run', '--out', out]);
  rmSync(out, { recursive: true, force: true });
  const ratio = median(bare) / median(help);
  return [
    { name: 'ringproof --help, built package', value: median(help) * 1000, unit: 'ms', peer: 'node -e 0', peerValue: median(bare) * 1000, ratio, goal: '≥ 0.67 (within 1.5×)', met: ratio >= 1 / 1.5 },
    { name: 'npm start, whole loop', value: loop, unit: 's', peer: 'limit', peerValue: LOOP_LIMIT_S, ratio: LOOP_LIMIT_S / loop, goal: '≥ 1', met: loop <= LOOP_LIMIT_S },
  ];
}
