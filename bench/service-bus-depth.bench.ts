// A million messages in one queue: what each costs in memory, and that receiving is as fast as from a short queue. The
// memory is the growth of the resident set after a garbage collection: it is what the machine must have, and counts what
// the heap does not, such as socket buffers that a message keeps alive.
import { type BenchResult, median } from './result.ts';
import { connect, disconnect, receiveAll, sendAll } from './service-bus/client.ts';
import { BODY } from './service-bus/message.ts';
import { startPeer } from './service-bus/process.ts';

const DEEP = 1_000_000;
const SHALLOW = 1000;
const ROUNDS = 40;
const WARM = 30;
/** Bytes of a message beside its body as rhea encodes it here: header and the data section's own. */
const ENCODED = BODY.length + 20;

export default async function measure(): Promise<BenchResult[]> {
  await using emulator = await startPeer('emulator-peer.ts', { queues: [{ name: 'deep', lockDuration: 'PT5M', maxSizeInMegabytes: 5120 }, { name: 'shallow', lockDuration: 'PT5M' }] });
  const connection = await connect(emulator.port);
  const receive = async (queue: string) => {
    const started = performance.now();
    await receiveAll(connection, queue, SHALLOW);
    return (SHALLOW / (performance.now() - started)) * 1000;
  };
  // Warm, and the journal full, so that neither counts as a message's.
  for (let index = 0; index < WARM; index += 1) {
    await sendAll(connection, 'shallow', SHALLOW);
    await receive('shallow');
  }
  const before = await emulator.usage();
  await sendAll(connection, 'deep', DEEP);
  const after = await emulator.usage();
  const rounds: { deep: number; shallow: number }[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    await sendAll(connection, 'shallow', SHALLOW);
    // In turn first: whoever comes second finds a busier collector.
    const first = index % 2 === 0 ? await receive('deep') : await receive('shallow');
    const second = await receive(index % 2 === 0 ? 'shallow' : 'deep');
    rounds.push(index % 2 === 0 ? { deep: first, shallow: second } : { deep: second, shallow: first });
  }
  await disconnect(connection);
  const each = (after.rss - before.rss) / DEEP;
  const limit = 1.2 * ENCODED + 400;
  const ratio = median(rounds.map(({ deep, shallow }) => deep / shallow));
  return [
    { name: `emulator: memory for each of ${DEEP} messages`, value: each, unit: 'bytes', peer: '1.2 × its bytes + 400', peerValue: limit, ratio: limit / each, goal: '≥ 1', met: each > 0 && each <= limit },
    {
      name: `emulator: receive from ${DEEP} messages`, value: median(rounds.map(({ deep }) => deep)), unit: 'messages/s',
      peer: `from ${SHALLOW}`, peerValue: median(rounds.map(({ shallow }) => shallow)), ratio, goal: '≥ 0.9×', met: ratio >= 0.9,
    },
  ];
}
