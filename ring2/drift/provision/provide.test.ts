import { describe, expect, test } from 'vitest';
import { BusError } from '#ring2/drift/driver';
import { named } from '#ring2/drift/entities';
import { createEstate } from '#ring2/drift/provision/estate';
import { provide } from '#ring2/drift/provision/provide';

/** An administration API that writes down what it is asked, and refuses what `refuse` says. */
function recorded(refuse: (call: string) => Error | undefined = () => undefined) {
  const calls: string[] = [];
  const take = async (call: string) => {
    calls.push(call);
    const refusal = refuse(call);
    if (refusal) throw refusal;
    return {};
  };
  return {
    calls,
    admin: {
      createQueue: (name: string) => take(`queue ${name}`), createTopic: (name: string) => take(`topic ${name}`),
      createSubscription: (topic: string, name: string, _options?: object, rule?: { name: string }) => take(`subscription ${topic}/${name} ${rule?.name ?? '$Default'}`),
      createRule: async (topic: string, subscription: string, rule: { name: string }) => void (await take(`rule ${topic}/${subscription}/${rule.name}`)),
    },
  };
}
const waits: number[] = [];
const backoff = { ms: 7, wait: async (ms: number) => void waits.push(ms) };
const http = (status: number, text = 'refused') => new BusError('SomeCode', text, { retryable: false, condition: `HTTP ${status}` });
const entities = (wanted: Parameters<typeof named>[0]) => named(wanted, (role) => role);

describe('entities are made', () => {
  test('after those to which they forward', async () => {
    const { admin, calls } = recorded();
    await provide(admin, entities({ queues: { a: { forwardTo: 'b' }, b: { forwardDeadLetteredMessagesTo: 't' } }, topics: { t: { subscriptions: { s: { forwardTo: 'c' } } }, c: { subscriptions: {} } } }), backoff);
    const at = (call: string) => calls.indexOf(call);
    expect(calls).toHaveLength(5);
    expect(at('queue b')).toBeGreaterThan(at('topic t'));
    expect(at('queue a')).toBeGreaterThan(at('queue b'));
    expect(at('subscription t/s $Default')).toBeGreaterThan(Math.max(at('topic t'), at('topic c')));
  });

  test('subscriptions with their own rules instead of $Default, in order', async () => {
    const { admin, calls } = recorded();
    await provide(admin, entities({ topics: { t: { subscriptions: { s: { rules: [{ name: 'one' }, { name: 'two' }, { name: 'three' }] } } } } }), backoff);
    expect(calls).toEqual(['topic t', 'subscription t/s one', 'rule t/s/two', 'rule t/s/three']);
  });

  test.each([[429, ''], [503, ''], [409, 'SubCode=40901. Another conflicting operation is in progress.']])('again after a while when the target throttles (HTTP %i)', async (status, text) => {
    waits.length = 0;
    const { admin, calls } = recorded(() => (calls.length < 3 ? http(status, text) : undefined));
    await provide(admin, entities({ queues: { a: {} } }), backoff);
    expect(calls).toEqual(['queue a', 'queue a', 'queue a']);
    expect(waits).toEqual([7, 7]);
  });

  test('not for ever, and not when the refusal is an answer', async () => {
    for (const [status, times] of [[429, 3], [409, 1]] as const) {
      const { admin, calls } = recorded(() => http(status));
      await expect(provide(admin, entities({ queues: { a: {} } }), backoff)).rejects.toMatchObject({ condition: `HTTP ${status}` });
      expect(calls).toHaveLength(times);
    }
  });
});

describe('the ledger', () => {
  function noted() {
    const notes: string[] = [];
    const estate = createEstate({ creating: (kind, name) => void notes.push(`creating ${kind} ${name}`), gone: (kind, name) => void notes.push(`gone ${kind} ${name}`) }, backoff);
    return { notes, estate };
  }
  const fail = (error: Error) => () => Promise.reject(error);

  test('knows of an entity before it is made, and of its removal', async () => {
    const { notes, estate } = noted();
    await estate.make('queue', 'a', async () => void notes.push('made'));
    await estate.clear(async (kind, name) => void notes.push(`removed ${kind} ${name}`));
    await estate.clear(() => Promise.reject(new Error('twice')));
    expect(notes).toEqual(['creating queue a', 'made', 'removed queue a', 'gone queue a']);
  });

  test('keeps what may be there: no answer came, or it could not be removed', async () => {
    const { notes, estate } = noted();
    await expect(estate.make('queue', 'unanswered', fail(new BusError('ConnectionFailed', 'reset', { retryable: true })))).rejects.toThrow('reset');
    await expect(estate.make('queue', 'unreached', fail(new BusError('ConnectionFailed', 'connect ECONNREFUSED', { retryable: true })))).rejects.toThrow();
    await expect(estate.make('queue', 'refused', fail(http(400)))).rejects.toThrow();
    await estate.make('topic', 'went by itself', async () => undefined);
    await estate.clear((kind) => Promise.reject(http(kind === 'topic' ? 404 : 500)));
    expect(notes).toEqual(['creating queue unanswered', 'creating queue unreached', 'gone queue unreached', 'creating queue refused', 'gone queue refused', 'creating topic went by itself', 'gone topic went by itself']);
  });

  test('still knows the first when a second of its name is refused', async () => {
    const { notes, estate } = noted();
    await estate.make('queue', 'a', async () => undefined);
    await expect(estate.make('queue', 'A', fail(http(409)))).rejects.toThrow();
    expect(notes).toEqual(['creating queue a']);
    estate.gone('queue', 'a');
    expect(notes.at(-1)).toBe('gone queue a');
  });
});
