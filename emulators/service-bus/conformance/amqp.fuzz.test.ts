import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import { hostileFrame } from '#emulators/service-bus/testing/hostile-frames';
import { mutate, mutations } from '#emulators/service-bus/testing/mutations';
import { recordConversations } from '#emulators/service-bus/testing/recorded-conversations';
import { HEADER } from '#emulators/service-bus/testing/raw-peer';
import { Witness } from '#emulators/service-bus/testing/witness';

// Whatever hostile peers send, a witness beside them loses nothing, nothing is thrown, and every connection ends.

const RUNS = Number(process.env['RINGPROOF_FUZZ_RUNS'] ?? 500);
const SEED = Number(process.env['RINGPROOF_FUZZ_SEED'] ?? 42);
const CONNECTION_END_MS = 10_000;
const CHECK_EVERY = 20;

let bus: RunningServiceBus;
let recorded: Buffer[][];
beforeAll(async () => {
  bus = await startServiceBus({ queues: [{ name: 'q' }, { name: 'sessions', requiresSession: true }, { name: 'witness' }] });
  recorded = await recordConversations(bus);
});
afterAll(() => bus.stop());

type Over = 'tcp' | 'websocket' | 'one byte at a time';

/** Says it all and waits until the connection has ended. */
async function say(over: Over, parts: readonly Buffer[]): Promise<void> {
  const signal = AbortSignal.timeout(CONNECTION_END_MS);
  if (over === 'websocket') {
    const socket = new WebSocket(`ws://${bus.host}:${bus.port}/$servicebus/websocket`, 'AMQPWSB10');
    await once(socket, 'open', { signal });
    socket.on('error', () => undefined);
    const closed = once(socket, 'close', { signal });
    for (const part of parts) socket.send(part);
    socket.close();
    await closed;
    return;
  }
  const socket = connect({ port: bus.port, host: bus.host, noDelay: true });
  socket.on('error', () => undefined).resume();
  const closed = new Promise<void>((resolve, reject) => {
    socket.once('close', () => resolve());
    signal.addEventListener('abort', () => { socket.destroy(); reject(new Error('The connection did not end.')); });
  });
  if (over === 'tcp') for (const part of parts) socket.write(part);
  else for (const byte of Buffer.concat(parts).subarray(0, 400)) socket.write(Buffer.of(byte));
  socket.end();
  await closed;
}

async function survives(kind: string, conversation: fc.Arbitrary<Buffer[]>): Promise<void> {
  using witness = new Witness(bus, 'witness');
  const [over, runs] = [fc.constantFrom<Over>('tcp', 'tcp', 'websocket', 'one byte at a time'), { count: 0 }];
  await witness.check();
  await fc.assert(fc.asyncProperty(conversation, over, async (parts, how) => {
    try {
      await say(how, parts);
      runs.count += 1;
      if (runs.count % CHECK_EVERY !== 0) return;
      await witness.check();
      if (runs.count % (CHECK_EVERY * 20) === 0) for (const queue of ['q', 'sessions']) bus.reset(queue);
    } catch (thrown) {
      throw new Error(`${kind}, over ${how}: ${parts.map((part) => part.toString('hex')).join(' ')}`, { cause: thrown });
    }
  }), { numRuns: RUNS, seed: SEED, endOnFailure: true });
  await witness.check();
  // What was accepted on the way can be shown and taken out.
  for (const path of ['ringproof/entities', 'ringproof/journal?limit=1000']) expect((await fetch(`http://${bus.host}:${bus.port}/${path}`)).status).toBe(200);
  bus.reset();
}

const timeout = 60_000 + RUNS * 50;

it('any frames, with and without SASL', { timeout }, async () => {
  const sasl = recorded[0]?.slice(0, 2) ?? [];
  const prelude = fc.constantFrom([HEADER], [HEADER], sasl, [...sasl, HEADER]);
  await survives('frames', fc.tuple(prelude, fc.array(hostileFrame, { maxLength: 14 })).map(([first, frames]) => [...first, ...frames]));
});

it("an SDK's conversations with bytes, lengths and frames changed", { timeout }, async () => {
  const strangers = fc.oneof(hostileFrame, fc.constantFrom(...recorded.flat()));
  await survives('conversation', fc.tuple(fc.constantFrom(...recorded), mutations(strangers)).map(([conversation, changes]) => mutate(conversation, changes)));
});
