import { randomUUID } from 'node:crypto';
import { type VirtualClock, virtualClock } from '#core/clock';
import type { Content, Submission } from '#emulators/service-bus/state/message';
import type { ContentCodec, SystemProperty } from '#emulators/service-bus/state/message-view';
import { Namespace } from '#emulators/service-bus/state/namespace';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { Value } from '#emulators/service-bus/state/value';
import { message } from '#emulators/service-bus/testing/given-queue';

/** Properties by their SQL names, `sys.` for a system property. */
export type Given = Readonly<Record<string, Value>>;

const seen = new WeakMap<Uint8Array, Given>();
const isSystem = (name: string) => name.startsWith('sys.');

/** Stands in for the wire's codec: what a content's properties are is remembered beside it. */
const codec: ContentCodec = {
  view({ bare }, added) {
    const given = Object.entries({ ...seen.get(bare), ...(added as Record<string, string>) });
    return {
      system: new Map(given.filter(([name]) => isSystem(name)).map(([name, value]) => [name.slice(4) as SystemProperty, value])),
      user: new Map(given.filter(([name]) => !isSystem(name))),
      newId: randomUUID,
    };
  },
  edit(content, { system, user }) {
    const given = new Map(Object.entries(seen.get(content.bare) ?? {}));
    for (const [name, value] of [...[...system].map(([key, value]) => [`sys.${key}`, value] as const), ...user]) {
      if (value === undefined) given.delete(name);
      else given.set(name, value);
    }
    return contentWith(Object.fromEntries(given), content);
  },
};

function contentWith(given: Given, like: Content = message('').content): Content {
  const bare = new Uint8Array();
  seen.set(bare, given);
  return { ...like, bare };
}

/** A message that filters see these properties of. */
export const messageWith = (messageId: string, given: Given = {}, more: Partial<Submission> = {}): Submission =>
  message(messageId, { content: contentWith(given), ...more });

/** What filters would see of a message. */
export const propertiesOf = ({ content, properties }: { content: Content; properties: object }): object => ({ ...seen.get(content.bare), ...properties });

export function givenNamespace(): { namespace: Namespace; clock: VirtualClock; find: (path: string) => Queue } {
  const clock = virtualClock();
  const namespace = new Namespace('n', clock, { codec });
  return {
    namespace, clock,
    find(path) {
      const queue = namespace.find(path);
      if (!queue) throw new Error(`There is no ${path}.`);
      return queue;
    },
  };
}

/** What is in a queue, by message id. */
export const idsIn = (queue: Queue): string[] => [...queue.messages.values()].map(({ messageId }) => messageId);
