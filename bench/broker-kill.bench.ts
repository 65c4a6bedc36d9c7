// kill -9 in the midst of publishes, a hundred times on one ledger: after each restart everything that was ever
// acknowledged is asked for, and is there. KILLS says how often instead.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publication } from './broker/publication.ts';
import { clientOf, serve } from './broker/served.ts';
import type { BenchResult } from './result.ts';

const KILLS = Number(process.env['KILLS'] ?? 100);
const CLIENTS = 8;
/** A kill comes at another moment each time: after this many acknowledgements and up to as many more. */
const FEWEST = 20;

export default async function measure(): Promise<BenchResult[]> {
  execFileSync(process.execPath, ['tools/build.ts'], { stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-bench-'));
  const ledger = join(folder, 'ledger.db');
  const acknowledged: string[] = [];
  const lost = new Set<string>();
  try {
    for (let kill = 0; kill <= KILLS; kill++) {
      const broker = await serve(ledger);
      for (const version of missing(await stored(broker.url), acknowledged)) lost.add(version);
      if (kill === KILLS) await broker[Symbol.asyncDispose]();
      else acknowledged.push(...await publishUntilKilled(broker, kill));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return [{
    name: `publishes lost of ${acknowledged.length} acknowledged, after ${KILLS} × kill -9`, value: lost.size, unit: 'pacts', peer: 'limit', peerValue: 0,
    ratio: lost.size === 0 ? 1 : 0, goal: '0 lost', met: lost.size === 0 && acknowledged.length >= KILLS * FEWEST,
  }];
}

const missing = (there: ReadonlySet<string>, wanted: readonly string[]) => wanted.filter((version) => !there.has(version));

/** The versions that have a pact, by the list of pacts. */
async function stored(url: string): Promise<Set<string>> {
  const list = await fetch(`${url}/pacts/provider/Api/consumer/App/versions`);
  if (list.status === 404) return new Set();
  const { _embedded } = (await list.json()) as { _embedded: { pacts: { _embedded: { consumerVersion: { number: string } } }[] } };
  return new Set(_embedded.pacts.map((pact) => pact._embedded.consumerVersion.number));
}

async function publishUntilKilled(broker: Awaited<ReturnType<typeof serve>>, kill: number): Promise<string[]> {
  const ask = clientOf(broker.url, CLIENTS);
  const acknowledged: string[] = [];
  let next = 0;
  let killed: Promise<void> | undefined;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (;;) {
      const version = `${kill}-${next++}`;
      try {
        await ask('POST', '/contracts/publish', publication('App', 'Api', version));
      } catch (thrown) {
        if (killed) return;
        throw thrown;
      }
      acknowledged.push(version);
      if (acknowledged.length === FEWEST + (kill % FEWEST)) killed = broker.kill();
    }
  }));
  await killed;
  return acknowledged;
}
