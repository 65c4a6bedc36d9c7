import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ServiceBusClient } from '@azure/service-bus';
import { afterEach, expect, it } from 'vitest';

// The emulator as a process that may write files of so many blocks only: the kernel refuses the rest, as on a full disk.

const folder = mkdtempSync(join(tmpdir(), 'ringproof-full-'));
const config = join(folder, 'Config.json');
writeFileSync(config, JSON.stringify({ UserConfig: { Namespaces: [{ Name: 'n', Queues: [{ Name: 'q' }] }] } }));
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function start(limit: string): Promise<string> {
  child = spawn('sh', ['-c', `${limit} exec "$0" "$@"`, process.execPath, 'bin.ts', 'emulate', 'service-bus', '--config', config, '--data', join(folder, 'data'), '--ca-file', join(folder, 'ca.pem')], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('The child has no output.');
  const [line] = await once(createInterface(child.stdout), 'line') as [string];
  return line;
}

const connect = (connectionString: string) => new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 0 } });
const health = async (connectionString: string) => {
  const answer = await fetch(`http://localhost:${/:(\d+);/.exec(connectionString)?.[1]}/health`);
  return [answer.status, await answer.text()] as const;
};

it('refuses everything once the disk is full, says why, and loses nothing that it had acknowledged', async () => {
  const full = await start('ulimit -f 200;');
  expect((await health(full))[0]).toBe(200);
  const client = connect(full);
  const sender = client.createSender('q');
  const acknowledged: string[] = [];
  const send = (messageId: string) => sender.sendMessages({ messageId, body: 'x'.repeat(4000) });
  const refused = { message: expect.stringMatching(/EFBIG|ENOSPC/) as string };
  for (let number = 0; ; number += 1) {
    const failure: unknown = await send(`${number}`).then(() => undefined, (error: unknown) => error);
    if (failure !== undefined) {
      expect(failure).toMatchObject({ ...refused, code: 'GeneralError', retryable: true });
      break;
    }
    acknowledged.push(`${number}`);
  }
  expect(acknowledged.length).toBeGreaterThan(10);
  await expect(send('later')).rejects.toMatchObject(refused);
  const receiver = client.createReceiver('q', { maxAutoLockRenewalDurationInMs: 0 });
  const [message] = await receiver.receiveMessages(1);
  await expect(message && receiver.completeMessage(message)).rejects.toMatchObject(refused);
  const [status, why] = await health(full);
  expect([status, /EFBIG|ENOSPC/.test(why)]).toEqual([503, true]);
  await client.close();
  const exit = once(child ?? process, 'exit');
  child?.kill('SIGKILL');
  await exit;

  const roomy = await start('');
  const again = connect(roomy);
  const found = await again.createReceiver('q').peekMessages(1000);
  const present = new Set(found.map(({ messageId }) => messageId));
  expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
  await again.createSender('q').sendMessages({ body: 'goes on' });
  expect((await health(roomy))[0]).toBe(200);
  await again.close();
}, 40_000);
