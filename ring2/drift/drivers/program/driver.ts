import type { Driver, Rules } from '#ring2/drift/driver';
import type { Ask, Needs } from '#ring2/drift/drivers/program/asking';
import { createHeld } from '#ring2/drift/drivers/program/held';
import { messages, nothing, text, time, names } from '#ring2/drift/drivers/program/read';
import { openSession } from '#ring2/drift/drivers/program/session';
import { toProgramMessage, toProgramProperties } from '#ring2/drift/drivers/program/values';
import type { ConnectOptions } from '#ring2/drift/library';
import type { PropertyValue } from '#ring2/drift/message';

interface Context {
  /** A new driver of the client's, to ask in the name of. */
  asker: () => Ask;
  options: Pick<ConnectOptions, 'clock' | 'admin' | 'wire'> & { needs: Needs };
}

/** A driver that puts every operation to its program. */
export function createProgramDriver({ asker, options }: Context): Driver & { leave(): Promise<void> } {
  const { clock, admin, wire, needs } = options;
  const ask = asker();
  const held = createHeld();
  const others: { leave(): Promise<void> }[] = [];
  const more = (properties?: Record<string, PropertyValue>) => {
    if (!properties) return {};
    needs('settlement-properties');
    return { properties: toProgramProperties(properties) };
  };

  return {
    ...clock, admin, wire,
    send: (entity, sent) => ask('send', { entity, messages: [sent].flat().map(toProgramMessage), batch: Array.isArray(sent) }, nothing),
    schedule: (entity, message, at) => ask('schedule', { entity, message: toProgramMessage(message), at }, text('sequenceNumber')),
    cancelScheduled: (entity, sequenceNumber) => ask('cancelScheduled', { entity, sequenceNumber }, nothing),
    receive: (entity, options) => ask('receive', { entity, ...options }, held.received),
    receiveDeferred: (entity, sequenceNumber) => ask('receiveDeferred', { entity, sequenceNumber }, held.received),
    peek: (entity, max, from) => ask('peek', { entity, max, from }, messages),
    complete: async (message) => ask('complete', { handle: held.handleOf(message) }, nothing),
    abandon: async (message, properties) => ask('abandon', { handle: held.handleOf(message), ...more(properties) }, nothing),
    defer: async (message, properties) => ask('defer', { handle: held.handleOf(message), ...more(properties) }, nothing),
    deadLetter: async (message, { reason, description, properties }) =>
      ask('deadLetter', { handle: held.handleOf(message), reason, description, ...more(properties) }, nothing),
    renew: async (message) => ask('renew', { handle: held.handleOf(message) }, time),
    closeReceiver: (entity) => ask('closeReceiver', { entity }, nothing),
    acceptSession: async (entity, id) => openSession(await ask('acceptSession', { entity, id }, (ok) => ({ session: text('session')(ok), id: text('id')(ok), lockedUntil: time(ok) })), ask, held),
    rules: (subscription) => rulesOf(async (...question) => {
      needs('rules');
      return ask(...question);
    }, subscription),
    another() {
      const other = createProgramDriver({ asker, options });
      others.push(other);
      return other;
    },
    async leave() {
      // The program may be what failed.
      await Promise.allSettled([ask('leave', {}, nothing), ...others.map((other) => other.leave())]);
    },
  };
}

const rulesOf = (ask: Ask, subscription: string): Rules => ({
  add: (rule) => ask('addRule', { subscription, rule }, nothing),
  remove: (name) => ask('removeRule', { subscription, name }, nothing),
  names: () => ask('ruleNames', { subscription }, names),
});
