// `ringproof can-i-deploy` as a whole process of the built package, on a ledger of 100 000 results, against bare Node.
import { execFileSync, spawnSync } from 'node:child_process';
import { appName, ledgerOfRounds } from './broker/history.ts';
import { percentile } from './broker/served.ts';
import { type BenchResult, median } from './result.ts';

const ROUNDS = 10;
const STARTS = 25;
const TIMES_BARE = 2;

export default async function measure(): Promise<BenchResult[]> {
  execFileSync(process.execPath, ['tools/build.ts'], { stdio: 'ignore' });
  const ledger = ledgerOfRounds(ROUNDS);
  const verb = ['dist/bin.js', 'can-i-deploy', `${appName(150)}@${ROUNDS - 1}`, '--to-environment', 'prod', '--ledger', ledger];
  const [bare, asked]: [number[], number[]] = [[], []];
  // The first run fills the cache of compiled code, as a user's first does.
  for (let start = -1; start < STARTS; start++) {
    const [one, other] = [milliseconds(['-e', '0']), milliseconds(verb)];
    if (start < 0) continue;
    bare.push(one);
    asked.push(other);
  }
  const line = (name: string, value: number, peerValue: number): BenchResult => ({
    name: `can-i-deploy from the shell, 100 000 results, ${name}`, value, unit: 'ms', peer: 'node -e 0', peerValue, ratio: peerValue / value,
    goal: `≥ ${1 / TIMES_BARE} (within ${TIMES_BARE}×)`, met: value <= peerValue * TIMES_BARE,
  });
  return [line('median', median(asked), median(bare)), line('best (what others on the machine disturb least)', percentile(asked, 0), percentile(bare, 0))];
}

function milliseconds(args: string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}
