// A minute of mixed traffic with injected faults, by the official SDK, after which the books must balance to the message
// and the emulator's memory must not have grown. SOAK_SECONDS says how long, SOAK_SEED which faults hit.
import { type BenchResult, median } from './result.ts';
import { soak } from './soak/soak.ts';

const SECONDS = Number(process.env['SOAK_SECONDS'] ?? 60);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
const SHOWN = 20;

export default async function measure(): Promise<BenchResult[]> {
  const { balance, hits, rss, remaining: left } = await soak(SECONDS, SEED);
  const remaining = left.reduce((sum, { counts }) => sum + counts.total, 0);
  const { wrong, accepted, copies, completed, deadLettered, dropped, redelivered, refused } = balance;
  const faults = Object.entries(hits).map(([name, count]) => `${name} ${count}`).join(', ');
  process.stderr.write(`  ${SECONDS} s, seed ${SEED}: ${accepted} sends accepted as ${copies} copies = ${completed} completed + ${deadLettered} dead-lettered and completed there `
    + `+ ${dropped} dropped by time to live + ${remaining} remaining; ${redelivered} delivered again, ${refused} sends and settlements refused; faults: ${faults}\n`);
  for (const entity of left) process.stderr.write(`  remaining: ${JSON.stringify(entity)}\n`);
  for (const problem of wrong.slice(0, SHOWN)) process.stderr.write(`  ${problem}\n`);
  const accounted = completed + deadLettered + dropped + remaining;
  // The first third warms up: code is compiled, the heap finds its size.
  const third = Math.floor(rss.length / 3);
  const [second, last] = [median(rss.slice(third, 2 * third)), median(rss.slice(2 * third))];
  const everyFault = Object.values(hits).every((count) => count > 0);
  const busy = accepted > 0 && completed > 0 && deadLettered > 0 && dropped > 0 && everyFault;
  return [
    { name: 'soak: messages accounted for', value: accounted, unit: 'messages', peer: 'accepted', peerValue: copies, ratio: accounted / copies, goal: '= 1', met: busy && wrong.length === 0 && remaining === 0 && accounted === copies },
    { name: 'soak: memory, last third', value: last / 1e6, unit: 'MB', peer: 'second third', peerValue: second / 1e6, ratio: second / last, goal: '≥ 0.91 (grown by a tenth at most)', met: last <= 1.1 * second },
  ];
}
