import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import rhea, { type Connection, type EventContext } from 'rhea';
import { afterEach, expect, it } from 'vitest';

// The emulator as a process of its own, killed without warning while clients send and settle as fast as they can.

const folder = mkdtempSync(join(tmpdir(), 'ringproof-kill-'));
const config = join(folder, 'Config.json');
writeFileSync(config, JSON.stringify({ UserConfig: { Namespaces: [{ Name: 'n', Queues: [{ Name: 'q' }] }] } }));
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function start(): Promise<number> {
  child = spawn(process.execPath, ['bin.ts', 'emulate', 'service-bus', '--config', config, '--data', join(folder, 'data'), '--ca-file', join(folder, 'ca.pem')], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('The child has no output.');
  const [line] = await once(createInterface(child.stdout), 'line') as [string];
  return Number(/:(\d+);/.exec(line)?.[1]);
}

async function kill(): Promise<void> {
  if (!child) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

const connect = (port: number): Connection => rhea.create_container().connect({ port, host: '127.0.0.1', reconnect: false, username: 'anonymous', session_buffer_size: { incoming: 100_000, outgoing: 2048 } })
  .on('connection_error', () => undefined).on('disconnected', () => undefined).on('error', () => undefined);

/** Not settled by the client, so that the broker's own settlement is the acknowledgement. */
const ACCEPTED = rhea.types.described_nc(rhea.types.wrap_ulong(0x24), rhea.types.wrap_list([]));

/** What the clients know: each id is in the last set that it reached. */
interface Ledger { sent: Set<string>; acknowledged: Set<string>; settling: Set<string>; settled: Set<string> }

/** Sends and settles until `enough` sends are acknowledged; every third message stays. */
function load(connection: Connection, round: number, enough: number, ledger: Ledger): Promise<void> {
  const { sent, acknowledged, settling, settled } = ledger;
  const pending = new Map<number, string>();
  const sender = connection.open_sender('q');
  let next = 0;
  sender.on('sendable', () => {
    while (sender.sendable() && pending.size < 200) {
      const id = `${round}-${next++}`;
      sent.add(id);
      pending.set(sender.send({ message_id: id, body: 'x'.repeat(1000) }).id, id);
    }
  });
  const receiver = connection.open_receiver({ source: 'q', credit_window: 200, autoaccept: false, rcv_settle_mode: 1 });
  receiver.on('message', ({ message, delivery }: EventContext) => {
    const id = String(message?.message_id);
    if (Number(id.split('-')[1]) % 3 === 0 || !delivery) return;
    settling.add(id);
    delivered.set(delivery.id, id);
    delivery.update(false, ACCEPTED);
  });
  const delivered = new Map<number, string>();
  receiver.on('settled', ({ delivery }: EventContext) => {
    const id = delivered.get(delivery?.id ?? -1);
    if (id !== undefined) settled.add(id);
  });
  return new Promise((resolve) => {
    sender.on('accepted', ({ delivery }: EventContext) => {
      const id = pending.get(delivery?.id ?? -1);
      if (id === undefined) return;
      pending.delete(delivery?.id ?? -1);
      acknowledged.add(id);
      if (acknowledged.size >= enough) resolve();
      else sender.emit('sendable');
    });
  });
}

const SLICE = 500;

/** Everything that is in the queue, taken out, in slices that the session's window holds. */
function drain(connection: Connection): Promise<string[]> {
  const found: string[] = [];
  const receiver = connection.open_receiver({ source: 'q', credit_window: 0, autoaccept: true, snd_settle_mode: 1 });
  const ask = () => {
    receiver.drain_credit();
    receiver.add_credit(SLICE);
  };
  receiver.on('receiver_open', ask);
  receiver.on('message', ({ message }: EventContext) => {
    found.push(String(message?.message_id));
    // Credit that was used up is not drained.
    if (found.length % SLICE === 0) ask();
  });
  return new Promise((resolve) => receiver.on('receiver_drained', () => resolve(found)));
}

it('loses nothing that it acknowledged and brings nothing back that it settled, killed again and again', async () => {
  const ledger: Ledger = { sent: new Set(), acknowledged: new Set(), settling: new Set(), settled: new Set() };
  for (let round = 1; round <= 3; round++) {
    const connection = connect(await start());
    await load(connection, round, round * 2000, ledger);
    await kill();
    connection.close();
  }
  const connection = connect(await start());
  const found = await drain(connection);
  connection.close();
  const { sent, acknowledged, settling, settled } = ledger;
  const present = new Set(found);
  expect(found.length).toBe(present.size);
  expect(found.filter((id) => !sent.has(id))).toEqual([]);
  expect([...acknowledged].filter((id) => !settling.has(id) && !present.has(id))).toEqual([]);
  expect([...settled].filter((id) => present.has(id))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThanOrEqual(6000);
  expect(settled.size).toBeGreaterThan(1000);
  await kill();
}, 40_000);
