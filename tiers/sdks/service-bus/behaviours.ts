import type { ServiceBusOptions } from '#emulators/service-bus/index';
import { ADMIN } from './admin.ts';
import type { Behaviour } from './behaviour.ts';
import { QUEUES } from './queues.ts';
import { SESSIONS, TOPICS } from './sessions-and-topics.ts';

/** How a program reaches the emulator; `admin` is https to the administration API. */
export type Transport = 'tcp' | 'tls' | 'websocket' | 'admin';

/** The behaviours that a run over this transport must show. */
export const behavioursOver = (transport: Transport): Behaviour[] => (transport === 'admin' ? ADMIN : DATA);
const DATA = [...QUEUES, ...SESSIONS, ...TOPICS];

export const BEHAVIOURS = [...DATA, ...ADMIN];

/** What the emulator of such a run has from the start. */
export function entitiesFor(transport: Transport): ServiceBusOptions {
  // More than a page of a hundred, which is what a client asks for that lets nobody choose.
  if (transport === 'admin') return { queues: Array.from({ length: 120 }, (_, number) => ({ name: `page${String(number).padStart(3, '0')}` })) };
  return {
    queues: DATA.flatMap(({ id: name, queue }) => (queue ? [{ name, ...queue }] : [])),
    topics: DATA.flatMap(({ id: name, topic }) => (topic ? [{ name, ...topic }] : [])),
  };
}
