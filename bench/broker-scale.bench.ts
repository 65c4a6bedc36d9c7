// Thousand applications with 10 000, 100 000 and 1 000 000 results: a question takes as long as its answer is long,
// whatever the history. The ledgers are made once (about a minute for the largest) and kept in ~/.cache/ringproof.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { RESULTS_PER_ROUND, appName, buildNumber, ledgerOfRounds, providerOf } from './broker/history.ts';
import { clientOf, percentile, serve } from './broker/served.ts';
import type { BenchResult } from './result.ts';

const ROUNDS = [1, 10, 100];
const ASKED = 300;
const OPEN_MS = 5000;
const DEPLOY_P99_MS = 5;
const MATRIX_MS = 50;
/** How much longer a question may take with a hundred times the history: noise, and a tree one level higher. */
const GROWTH = 2;
const FIRST_CONSUMER = 100;

interface Measured { open: number; mb: number; consumer: number[]; provider: number[]; forVerification: number[]; matrix: number[] }

export default async function measure(): Promise<BenchResult[]> {
  execFileSync(process.execPath, ['tools/build.ts'], { stdio: 'ignore' });
  const all = new Map<number, Measured>();
  for (const rounds of ROUNDS) all.set(rounds, await measured(rounds));
  const [small, large] = [all.get(1), all.get(100)];
  if (!small || !large) throw new Error('not all ledgers were measured');
  const most = ROUNDS.at(-1) ?? 0;
  const limit = (name: string, value: number, unit: string, peerValue: number): BenchResult => ({ name: `1 000 000 results: ${name}`, value, unit, peer: 'limit', peerValue, ratio: peerValue / value, goal: '≥ 1', met: value <= peerValue });
  const growth = (name: string, of: (one: Measured) => number[]): BenchResult => {
    const [value, peerValue] = [percentile(of(large), 0.5), percentile(of(small), 0.5)];
    return { name: `${name}, p50, 1 000 000 results`, value, unit: 'ms', peer: '10 000 results', peerValue, ratio: peerValue / value, goal: `≥ ${1 / GROWTH} (a hundred times the history)`, met: value <= peerValue * GROWTH };
  };
  const shown = ROUNDS.map((rounds): BenchResult => {
    const one = all.get(rounds) ?? small;
    const results = rounds * RESULTS_PER_ROUND;
    return { name: `${results} results: memory of the broker (ledger: ${Math.round(statSync(ledgerOfRounds(rounds)).size / 1e6)} MB)`, value: one.mb, unit: 'MB', peer: '10 000 results', peerValue: small.mb, ratio: small.mb / one.mb, goal: 'shown', met: true };
  });
  return [
    limit('open', large.open, 'ms', OPEN_MS),
    limit('can-i-deploy as consumer, p99', percentile(large.consumer, 0.99), 'ms', DEPLOY_P99_MS),
    limit('can-i-deploy as provider of ten, p99', percentile(large.provider, 0.99), 'ms', DEPLOY_P99_MS),
    limit(`matrix of a pair (${most} versions), p50`, percentile(large.matrix, 0.5), 'ms', MATRIX_MS),
    growth('can-i-deploy as consumer', ({ consumer }) => consumer),
    growth('can-i-deploy as provider of ten', ({ provider }) => provider),
    growth('pacts for verification, ten consumers', ({ forVerification }) => forVerification),
    ...shown,
  ];
}

async function measured(rounds: number): Promise<Measured> {
  await using broker = await serve(ledgerOfRounds(rounds));
  const ask = clientOf(broker.url);
  const last = rounds - 1;
  const timed = async (times: number, path: (index: number) => [method: string, path: string, body?: object]) => {
    const took: number[] = [];
    // The first ones compile the code, and bring the pages into the cache.
    for (let index = -20; index < times; index++) {
      const { ms } = await ask(...path(Math.abs(index)));
      if (index >= 0) took.push(ms);
    }
    return took;
  };
  const consumer = await timed(ASKED, (index) => ['GET', `/can-i-deploy?pacticipant=${appName(FIRST_CONSUMER + index)}&version=${last}&environment=prod`]);
  const provider = await timed(ASKED, (index) => ['GET', `/can-i-deploy?pacticipant=${appName(index % FIRST_CONSUMER)}&version=${buildNumber(last, 9)}&environment=prod`]);
  const forVerification = await timed(ASKED, (index) => ['POST', `/pacts/provider/${appName(index % FIRST_CONSUMER)}/for-verification`, { providerVersionBranch: 'main', includePendingStatus: true, consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }, { matchingBranch: true }] }]);
  // Contents that change: each version has the results of its own time only.
  const matrix = await timed(ASKED / 10, (index) => {
    const of = FIRST_CONSUMER + index * 2;
    return ['GET', `/matrix?q[][pacticipant]=${appName(of)}&q[][pacticipant]=${appName(providerOf(of))}&latestby=cvp&limit=100`];
  });
  return { open: broker.readyMs, mb: broker.rss() / 1e6, consumer, provider, forVerification, matrix };
}
