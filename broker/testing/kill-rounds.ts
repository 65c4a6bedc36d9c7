import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localBroker, openLedger, remoteBroker } from '#broker/index';
import { checkLedger } from '#broker/ledger/life/check';
import { pactText } from '#broker/testing/pacts';

export interface KillRounds { kills: number; acknowledged: number; lost: string[]; findings: string[] }

const PUBLISHERS = 8;

/** Kills a broker (SIGKILL) again and again in the middle of concurrent publishes, on one ledger; says which acknowledged publishes are lost. */
export async function killRounds(file: string, kills: number, eachAfter = 25): Promise<KillRounds> {
  const acknowledged: string[] = [];
  for (let round = 0; round < kills; round++) {
    const server: ChildProcess = fork(fileURLToPath(new URL('./broker-process.ts', import.meta.url)), [file], { execPath: process.execPath, silent: true });
    const ended = once(server, 'exit');
    const [url] = await once(server, 'message') as [string];
    const broker = remoteBroker({ baseUrl: url });
    let next = 0;
    let told = 0;
    const publisher = async (): Promise<void> => {
      for (;;) {
        const version = `${round}.${next++}`;
        try {
          await broker.publish({ consumer: 'App', version, branch: 'main', pacts: [{ provider: 'Api', text: pactText('App', 'Api', version) }] });
        } catch {
          return;
        }
        acknowledged.push(version);
        if (++told === eachAfter) server.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: PUBLISHERS }, publisher));
    await ended;
  }
  using ledger = openLedger(file);
  const stored = new Set((await localBroker(ledger).versions('App')).filter(({ providers }) => providers.length === 1).map(({ number }) => number));
  const findings = checkLedger(file).findings.map(({ what, problem }) => `${what}: ${problem}`);
  return { kills, acknowledged: acknowledged.length, lost: acknowledged.filter((version) => !stored.has(version)), findings };
}

// node broker/testing/kill-rounds.ts FOLDER [KILLS]
const [, program, folder, kills = '100'] = process.argv;
if (program === fileURLToPath(import.meta.url) && folder !== undefined) process.stdout.write(`${JSON.stringify(await killRounds(join(folder, 'ledger.db'), Number(kills)))}\n`);
