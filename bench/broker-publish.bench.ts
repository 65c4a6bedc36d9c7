// Publishing by eight clients at once, each waiting for its answer: pacts a second that are on the disk when they are
// acknowledged, against the same number of bare commits to SQLite, one after the other, in the same run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { publication } from './broker/publication.ts';
import { clientOf, serve } from './broker/served.ts';
import type { BenchResult } from './result.ts';

const CLIENTS = 8;
const WARM_UP = 500;
const PACTS = 4000;
const GOAL_PER_S = 1000;

export default async function measure(): Promise<BenchResult[]> {
  execFileSync(process.execPath, ['tools/build.ts'], { stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-bench-'));
  try {
    await using broker = await serve(join(folder, 'ledger.db'));
    const ask = clientOf(broker.url, CLIENTS);
    let next = 0;
    const publishUntil = (end: number) => Promise.all(Array.from({ length: CLIENTS }, async () => {
      while (next < end) await ask('POST', '/contracts/publish', publication('App', `Api-${next % 20}`, String(next++)));
    }));
    await publishUntil(WARM_UP);
    const [started, cpu] = [performance.now(), broker.cpuMs()];
    await publishUntil(WARM_UP + PACTS);
    const perSecond = PACTS / ((performance.now() - started) / 1000);
    const cpuMs = (broker.cpuMs() - cpu) / PACTS;
    const commits = commitsPerSecond(join(folder, 'bare.db'));
    return [
      { name: 'publish, 8 clients, durable', value: perSecond, unit: '1/s', peer: 'limit', peerValue: GOAL_PER_S, ratio: perSecond / GOAL_PER_S, goal: '≥ 1', met: perSecond >= GOAL_PER_S },
      { name: 'publish: processor time of the broker', value: cpuMs, unit: 'ms', peer: 'limit (two thirds of a processor)', peerValue: 0.67, ratio: 0.67 / cpuMs, goal: '≥ 1', met: cpuMs <= 0.67 },
      { name: 'publish, against bare durable commits one by one', value: perSecond, unit: '1/s', peer: 'commits of SQLite', peerValue: commits, ratio: perSecond / commits, goal: 'shown', met: true },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the disk allows without grouping. */
function commitsPerSecond(file: string): number {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE pacts (text TEXT)');
  const insert = database.prepare('INSERT INTO pacts VALUES (?)');
  const started = performance.now();
  for (let index = 0; index < WARM_UP; index++) insert.run('x'.repeat(600));
  const perSecond = WARM_UP / ((performance.now() - started) / 1000);
  database.close();
  return perSecond;
}
