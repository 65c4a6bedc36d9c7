// From process start to the first message received by the official SDK, through the built package, against bare Node
// with the SDK loaded: the difference is the emulator's.
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BenchResult, median } from './result.ts';

const ROUNDS = 7;
const LIMIT_MS = 200;

// The clock starts once the SDK is loaded: that cost is the client's own.
const SCRIPT = `
import { ServiceBusClient } from '@azure/service-bus';
const started = performance.now();
const { startServiceBus } = await import(process.argv[2]);
const bus = await startServiceBus({ queues: [{ name: 'q' }] });
const client = new ServiceBusClient(bus.connectionString);
await client.createSender('q').sendMessages({ body: 'first' });
const [message] = await client.createReceiver('q').receiveMessages(1, { maxWaitTimeInMs: 5000 });
if (message?.body !== 'first') process.exit(1);
process.stdout.write(String(performance.now() - started));
process.exit(0);
`;

export default async function measure(): Promise<BenchResult[]> {
  execFileSync(process.execPath, ['tools/build.ts'], { stdio: 'ignore' });
  // Beside the modules it imports, so that the SDK resolves.
  const script = resolve('dist', 'first-message.mjs');
  writeFileSync(script, SCRIPT);
  const times = Array.from({ length: ROUNDS }, () => {
    const { status, stdout } = spawnSync(process.execPath, [script, join(resolve('dist'), 'emulators/service-bus/index.js')], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the first message did not arrive: exit ${status}`);
    return Number(stdout);
  });
  const value = median(times);
  return [{ name: 'emulator: start to first message received by the official SDK', value, unit: 'ms', peer: 'limit', peerValue: LIMIT_MS, ratio: LIMIT_MS / value, goal: '≥ 1', met: value <= LIMIT_MS }];
}
