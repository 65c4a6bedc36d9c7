import type { Admin } from '#ring2/drift/admin';
import type { NamedQueue, NamedSubscription, NamedTopic } from '#ring2/drift/entities';
import { type Backoff, patiently } from '#ring2/drift/provision/patiently';

type Making = Pick<Admin, 'createQueue' | 'createTopic' | 'createSubscription' | 'createRule'>;

interface Planned {
  name: string;
  /** Entities that must be there first. */
  after: readonly string[];
  make: () => Promise<void>;
}

/**
 * Makes the entities of one run, side by side where none forwards to another: the target of a forward must be there first
 * (service-bus-auto-forwarding).
 */
export async function provide(admin: Making, { queues, topics }: { queues: NamedQueue[]; topics: NamedTopic[] }, backoff: Backoff): Promise<void> {
  const ask = async (act: () => Promise<unknown>) => void (await patiently(act, backoff));
  const subscribe = async (topic: string, { name, rules: [first, ...more] = [], ...needs }: NamedSubscription) => {
    await ask(() => admin.createSubscription(topic, name, needs, first));
    // One by one: their order is told by some targets.
    for (const rule of more) await ask(() => admin.createRule(topic, name, rule));
  };
  let left: Planned[] = [
    ...queues.map(({ name, ...needs }) => ({ name, after: forwards(needs), make: () => ask(() => admin.createQueue(name, needs)) })),
    ...topics.flatMap(({ name, subscriptions, ...needs }): Planned[] => [
      { name, after: [], make: () => ask(() => admin.createTopic(name, needs)) },
      ...subscriptions.map((own) => ({ name: `${name}/Subscriptions/${own.name}`, after: [name, ...forwards(own)], make: () => subscribe(name, own) })),
    ]),
  ];
  while (left.length > 0) {
    const missing = new Set(left.map(({ name }) => name));
    const ready = left.filter(({ after }) => !after.some((name) => missing.has(name)));
    if (ready.length === 0) throw new Error('the scenario has entities that forward in a circle');
    const made = await Promise.allSettled(ready.map(({ make }) => make()));
    for (const result of made) if (result.status === 'rejected') throw result.reason;
    left = left.filter((planned) => !ready.includes(planned));
  }
}

const forwards = ({ forwardTo, forwardDeadLetteredMessagesTo }: Pick<NamedQueue | NamedSubscription, 'forwardTo' | 'forwardDeadLetteredMessagesTo'>): string[] =>
  [forwardTo, forwardDeadLetteredMessagesTo].filter((name) => name !== undefined);
