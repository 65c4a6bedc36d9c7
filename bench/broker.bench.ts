// The broker under the load that the real one was measured with: twenty consumers of one provider and two hundred
// versions of each, four thousand pacts, all through HTTP by one client. The real broker needs Ruby, which is not
// everywhere: its figures were recorded on a machine of this kind (version 2.120.0, SQLite), the ratios are against these.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publication } from './broker/publication.ts';
import { clientOf, percentile, serve } from './broker/served.ts';
import { type BenchResult, median } from './result.ts';

const REAL = { publish: 39, consumer: 13, provider: 79, forVerification: 112, matrixPair: 97 };
const TIMES_FASTER = 10;
const MOST_MB = 90;
const READY_MS = 300;
const CONSUMERS = 20;
const VERSIONS = 200;
const ASKED = 200;
const STARTS = 9;

export default async function measure(): Promise<BenchResult[]> {
  execFileSync(process.execPath, ['tools/build.ts'], { stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-bench-'));
  try {
    const ledger = join(folder, 'ledger.db');
    const ready: number[] = [];
    for (let start = 0; start < STARTS; start++) {
      await using broker = await serve(ledger);
      ready.push(broker.readyMs);
    }
    await using broker = await serve(ledger);
    const ask = clientOf(broker.url);
    const timed = async (times: number, request: (index: number) => Promise<{ ms: number }>) => {
      const took: number[] = [];
      for (let index = 0; index < times; index++) took.push((await request(index)).ms);
      return percentile(took, 0.5);
    };
    const consumer = (index: number) => `Consumer-${index % CONSUMERS}`;
    await ask('POST', '/environments', { name: 'prod', production: true });
    const [{ uuid }] = (JSON.parse((await ask('GET', '/environments')).body) as { _embedded: { environments: [{ uuid: string }] } })._embedded.environments;
    const publish = await timed(CONSUMERS * VERSIONS, (index) => ask('POST', '/contracts/publish', publication(consumer(index), 'Provider', String(Math.floor(index / CONSUMERS)), 'main', `${index % CONSUMERS} since ${Math.floor(index / CONSUMERS / 4)}`)));
    await verifyAll(ask);
    const last = VERSIONS - 1;
    for (const [name, version] of [['Provider', '1'], ...Array.from({ length: CONSUMERS }, (_, index) => [consumer(index), String(last)])]) {
      await ask('POST', `/pacticipants/${name}/versions/${version}/deployed-versions/environment/${uuid}`, {});
    }
    const asks = {
      consumer: (index: number) => ask('GET', `/can-i-deploy?pacticipant=${consumer(index)}&version=${last}&environment=prod`),
      provider: () => ask('GET', '/can-i-deploy?pacticipant=Provider&version=1&environment=prod'),
      forVerification: () => ask('POST', '/pacts/provider/Provider/for-verification', { includePendingStatus: true, providerVersionBranch: 'main', consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }] }),
      matrixPair: (index: number) => ask('GET', `/matrix?q[][pacticipant]=${consumer(index)}&q[][pacticipant]=Provider&latestby=cvpv&limit=100`),
    };
    const measured = { publish, consumer: 0, provider: 0, forVerification: 0, matrixPair: 0 };
    for (const [name, request] of Object.entries(asks)) measured[name as keyof typeof asks] = await timed(ASKED, request);
    const mb = broker.rss() / 1e6;
    const against = (name: string, what: keyof typeof REAL): BenchResult => ({
      name: `broker, 4 000 pacts: ${name}, p50`, value: measured[what], unit: 'ms', peer: 'Pact Broker 2.120, recorded', peerValue: REAL[what],
      ratio: REAL[what] / measured[what], goal: `≥ ${TIMES_FASTER}`, met: REAL[what] / measured[what] >= TIMES_FASTER,
    });
    const readyMs = median(ready);
    return [
      against('publish', 'publish'), against('can-i-deploy as consumer', 'consumer'), against('can-i-deploy as provider', 'provider'),
      against('pacts for verification', 'forVerification'), against('matrix of a pair', 'matrixPair'),
      { name: 'broker, after that load: memory', value: mb, unit: 'MB', peer: 'limit', peerValue: MOST_MB, ratio: MOST_MB / mb, goal: '≥ 1', met: mb <= MOST_MB },
      { name: 'broker, installed: ready', value: readyMs, unit: 'ms', peer: 'limit', peerValue: READY_MS, ratio: READY_MS / readyMs, goal: '≥ 1', met: readyMs <= READY_MS },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every content that main branches and all versions have had is verified once, by version 1 of the provider. */
async function verifyAll(ask: ReturnType<typeof clientOf>): Promise<void> {
  for (let index = 0; index < CONSUMERS; index++) {
    for (let version = 0; version < VERSIONS; version += 4) {
      const pact = JSON.parse((await ask('GET', `/pacts/provider/Provider/consumer/Consumer-${index}/version/${version}`)).body) as { _links: Record<string, { href: string }> };
      const href = new URL(pact._links['pb:publish-verification-results']?.href ?? '').pathname;
      await ask('POST', href, { success: true, providerApplicationVersion: '1', testResults: [{ interactionDescription: 'a login', success: true }] });
    }
  }
}
