// The official JavaScript SDK against the emulator and against the floor: as much as it can do, the emulator lets it do.
import { type BenchResult, median } from './result.ts';
import { startPeer } from './service-bus/process.ts';
import { sdkClient, sdkReceive, sdkSend } from './service-bus/sdk-client.ts';

const COUNT = 5000;
/** The first warms everybody up and does not count. */
const ROUNDS = 6;

export default async function measure(): Promise<BenchResult[]> {
  await using emulator = await startPeer('emulator-peer.ts', { queues: [{ name: 'q', lockDuration: 'PT5M' }] });
  await using floor = await startPeer('floor-peer.ts');
  const rounds: { ours: Rates; floors: Rates }[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    const one = { ours: await rates(emulator.port), floors: await rates(floor.port) };
    if (index > 0) rounds.push(one);
  }
  const held = (name: string, pick: (one: Rates) => number): BenchResult => {
    const ratio = median(rounds.map(({ ours, floors }) => pick(ours) / pick(floors)));
    return {
      name: `emulator, official SDK: ${name}`, value: median(rounds.map(({ ours }) => pick(ours))), unit: 'messages/s',
      peer: 'rhea that stores nothing', peerValue: median(rounds.map(({ floors }) => pick(floors))), ratio, goal: '≥ 0.9×', met: ratio >= 0.9,
    };
  };
  return [held('send', ({ send }) => send), held('receive and complete', ({ receive }) => receive)];
}

interface Rates { send: number; receive: number }

async function rates(port: number): Promise<Rates> {
  const client = sdkClient(port);
  const rate = async (work: Promise<void>) => {
    const started = performance.now();
    await work;
    return (COUNT / (performance.now() - started)) * 1000;
  };
  const send = await rate(sdkSend(client, 'q', COUNT));
  const receive = await rate(sdkReceive(client, 'q', COUNT));
  await client.close();
  return { send, receive };
}
