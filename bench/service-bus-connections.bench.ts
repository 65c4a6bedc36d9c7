// A thousand connections with one receiver each: every one gets a message; what they cost while nothing happens.
import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, type EventContext } from 'rhea';
import type { BenchResult } from './result.ts';
import { connect, disconnect, sendAll } from './service-bus/client.ts';
import { startPeer } from './service-bus/process.ts';

const CONNECTIONS = 1000;
const AT_A_TIME = 50;
const IDLE_MS = 5000;
const PATIENCE_MS = 30_000;
const MEMORY_LIMIT = 200_000;
const IDLE_LIMIT = 2;

export default async function measure(): Promise<BenchResult[]> {
  await using emulator = await startPeer('emulator-peer.ts', { queues: [{ name: 'q', lockDuration: 'PT5M' }] });
  const before = await emulator.usage();
  const connections: Connection[] = [];
  while (connections.length < CONNECTIONS) connections.push(...await Promise.all(Array.from({ length: AT_A_TIME }, () => connect(emulator.port))));
  const served = connections.map(serve);
  await Promise.all(served.map(({ attached }) => attached));
  const { rss } = await emulator.usage();
  const idle = await emulator.usage(false);
  await pause(IDLE_MS);
  const later = await emulator.usage(false);
  await sendAll(connections[0] as Connection, 'q', CONNECTIONS);
  const timeout = new AbortController();
  await Promise.race([Promise.all(served.map(({ message }) => message)), pause(PATIENCE_MS, undefined, { signal: timeout.signal }).catch(() => undefined)]);
  timeout.abort();
  const count = served.filter(({ got }) => got()).length;
  await Promise.all(connections.map(disconnect));
  const memory = (rss - before.rss) / CONNECTIONS;
  const load = ((later.cpuMs - idle.cpuMs) / IDLE_MS) * 100;
  return [
    { name: 'emulator: connections whose receiver got a message', value: count, unit: 'connections', peer: 'opened', peerValue: CONNECTIONS, ratio: count / CONNECTIONS, goal: '= 1', met: count === CONNECTIONS },
    { name: 'emulator: an idle connection with a receiver', value: memory / 1000, unit: 'kB', peer: 'limit', peerValue: MEMORY_LIMIT / 1000, ratio: MEMORY_LIMIT / memory, goal: '≥ 1', met: memory <= MEMORY_LIMIT },
    { name: `emulator: processor while ${CONNECTIONS} connections are idle`, value: load, unit: '% of a core', peer: 'limit', peerValue: IDLE_LIMIT, ratio: IDLE_LIMIT / load, goal: '≥ 1', met: load <= IDLE_LIMIT },
  ];
}

/** One message's worth of credit on a connection. */
function serve(connection: Connection) {
  let got = false;
  const receiver = connection.open_receiver({ source: 'q', autoaccept: false, credit_window: 0 });
  const attached = new Promise<void>((resolve) => receiver.once('receiver_open', () => resolve()));
  const message = new Promise<void>((resolve) => receiver.on('message', ({ delivery }: EventContext) => {
    got = true;
    delivery?.accept();
    resolve();
  }));
  receiver.add_credit(1);
  return { attached, message, got: () => got };
}
