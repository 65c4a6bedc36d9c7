// The soak's emulator in a process of its own. It tells its parent about every message that it accepts and every one that
// it lets go of, a second's worth at a time, and keeps none of that: its memory is measured.
import { setInterval as every } from 'node:timers';
import type { Exchange } from '#core/exchange';
import { startServiceBus } from '#emulators/service-bus/index';
import type { Told } from './ledger.ts';
import { QUEUES, TOPICS } from './places.ts';

let told: Told = { accepted: [], completed: [] };
function add(exchange: Exchange): void {
  if (exchange.kind !== 'message') return;
  const { entity, properties: { settlement, messageId } } = exchange;
  const list = settlement === undefined ? told.accepted : settlement === 'complete' ? told.completed : undefined;
  if (typeof messageId === 'string') list?.push([entity, messageId]);
}

const bus = await startServiceBus({ queues: QUEUES, topics: TOPICS, journal: { exchanges: [], add } });
process.send?.({ port: bus.port });
every(() => {
  const batch = told;
  told = { accepted: [], completed: [] };
  globalThis.gc?.();
  if (process.connected) process.send?.({ told: batch, rss: process.memoryUsage().rss });
}, 1000);
process.on('disconnect', () => process.exit(0));
