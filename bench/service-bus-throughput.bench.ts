// 1 KB messages through one rhea connection in this process: the emulator, in memory and on disk, against RabbitMQ and
// against the floor. Each round asks every peer in turn for the same; the ratio is the median of the rounds' ratios.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchResult, median } from './result.ts';
import { type Target, connect, disconnect, receiveAll, roundTrips, sendAll } from './service-bus/client.ts';
import { startPeer } from './service-bus/process.ts';
import { startRabbitMq } from './service-bus/rabbitmq.ts';

const COUNT = 10_000;
const TRIPS = 500;
/** The first warms everybody up and does not count. Many short ones: what else the machine does then hits all alike. */
const ROUNDS = 14;
const QUEUES = [{ name: 'q', lockDuration: 'PT5M' }];

interface Round { rate: number; trip: number }

/** Messages a second, sent, stored, delivered and settled, and the median round trip in ms. */
async function round({ port, address }: Target, trips: number): Promise<Round> {
  const connection = await connect(port);
  const started = performance.now();
  await sendAll(connection, address, COUNT);
  await receiveAll(connection, address, COUNT);
  const rate = (COUNT / (performance.now() - started)) * 1000;
  const trip = trips === 0 ? 0 : median(await roundTrips(connection, address, trips));
  await disconnect(connection);
  return { rate, trip };
}

export default async function measure(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-bench-'));
  await using memory = await startPeer('emulator-peer.ts', { queues: QUEUES });
  await using disk = await startPeer('emulator-peer.ts', { queues: QUEUES, data: folder });
  await using floor = await startPeer('floor-peer.ts');
  await using rabbit = await startRabbitMq();
  const peers = { memory, disk, floor, ...(rabbit && { rabbit }) };
  const rounds: Partial<Record<string, Round>>[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    const one: Partial<Record<string, Round>> = {};
    for (const [name, { port }] of Object.entries(peers)) {
      // A floor's canned messages come whether or not any were sent: it has no round trip.
      one[name] = await round({ port, address: name === 'rabbit' ? '/queue/q' : 'q' }, name === 'floor' || name === 'disk' ? 0 : TRIPS);
    }
    if (index > 0) rounds.push(one);
  }
  rmSync(folder, { recursive: true, force: true });
  const of = (pick: (one: Partial<Record<string, Round>>) => number) => median(rounds.map(pick));
  const rate = (name: string) => of((one) => one[name]?.rate ?? 0);
  const held = (name: string, ours: string, peer: string, label: string, least: number): BenchResult => {
    const ratio = of((one) => (one[ours]?.rate ?? 0) / (one[peer]?.rate ?? Infinity));
    return { name, value: rate(ours), unit: 'messages/s', peer: label, peerValue: rate(peer), ratio, goal: `≥ ${least}×`, met: ratio >= least };
  };
  const trip = (name: string) => of((one) => one[name]?.trip ?? 0);
  const tripRatio = of((one) => (one['rabbit']?.trip ?? 0) / (one['memory']?.trip ?? Infinity));
  // Without it these lines fail: the comparison is the goal.
  const missing = rabbit ? 'RabbitMQ' : 'RabbitMQ (not installed)';
  return [
    held('emulator: send, store, deliver, settle', 'memory', 'rabbit', missing, 1.5),
    { name: 'emulator: round trip, median', value: trip('memory'), unit: 'ms', peer: missing, peerValue: trip('rabbit'), ratio: tripRatio, goal: '≥ 1×', met: tripRatio >= 1 },
    held('emulator: send, store, deliver, settle', 'memory', 'floor', 'rhea that stores nothing', 0.8),
    held('emulator on disk: send, store, deliver, settle', 'disk', 'floor', 'rhea that stores nothing', 0.5),
  ];
}
