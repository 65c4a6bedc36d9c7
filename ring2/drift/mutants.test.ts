import { describe, expect, test } from 'vitest';
import type { Finding } from '#core/compare';
import { BusError, type Driver } from '#ring2/drift/driver';
import type { SeenMessage } from '#ring2/drift/message';
import { runDrift } from '#ring2/drift/run';
import { parseTarget } from '#ring2/drift/targets';
import { type Lie, lyingTarget, queueOf } from '#ring2/drift/testing/lying-target';

type Caught = Record<string, Pick<Finding, 'step' | 'path' | 'kind' | 'direction'>>;

/** A driver that shows every received message as `change` says. */
const received = (change: (message: SeenMessage) => Partial<SeenMessage>): Lie => ({
  driver: (honest: Driver) => ({
    async receive(entity, options) {
      const message = await honest.receive(entity, options);
      // Changed in place: the driver knows by identity which message to settle.
      return message && Object.assign(message, change(message));
    },
  }),
});

const refusing = (code: string, retryable: boolean, condition?: string): Promise<never> =>
  Promise.reject(new BusError(code, 'refused', { retryable, ...(condition !== undefined && { condition }) }));

const MUTANTS: Record<string, { lie: Lie; scenarios: string; caught: Caught }> = {
  'delivery count not raised on expiry': {
    lie: received(() => ({ deliveryCount: 0 })), scenarios: 'lock-expiry-redelivers,peek-lock-complete',
    caught: { 'lock-expiry-redelivers': { step: 'delivery after the lock expired', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' } },
  },
  'locks never expire': {
    lie: { driver: () => ({ wait: async () => undefined }) }, scenarios: 'complete-after-expiry-fails,abandon-redelivers',
    caught: { 'complete-after-expiry-fails': { step: 'complete after the lock expired', path: 'outcome', kind: 'semantic', direction: 'permissive' } },
  },
  'a lock of 30 s where 5 s were asked for': {
    lie: { entities: queueOf({ lockDuration: 'PT30S' }) }, scenarios: 'peek-lock-complete,receive-unknown-entity',
    caught: { 'peek-lock-complete': { step: 'receive', path: 'facts.lockedUntil', kind: 'timing', direction: 'neutral' } },
  },
  'five deliveries where three were asked for': {
    lie: { entities: queueOf({ maxDeliveryCount: 5 }) }, scenarios: 'max-delivery-dead-letters,abandon-redelivers',
    caught: { 'max-delivery-dead-letters': { step: 'peek after the last delivery', path: 'facts.count', kind: 'semantic', direction: 'neutral' } },
  },
  'another dead-letter reason': {
    lie: received(({ deadLetterReason }) => (deadLetterReason ? { deadLetterReason: 'MaxDeliveryExceeded' } : {})), scenarios: 'max-delivery-dead-letters,peek-lock-complete',
    caught: { 'max-delivery-dead-letters': { step: 'receive from the dead-letter queue', path: 'facts.deadLetterReason', kind: 'semantic', direction: 'neutral' } },
  },
  'the description of the consumer is cut': {
    lie: received(({ deadLetterDescription }) => (deadLetterDescription ? { deadLetterDescription: 'The weights' } : {})), scenarios: 'dead-letter-with-reason,max-delivery-dead-letters',
    caught: { 'dead-letter-with-reason': { step: 'receive from the dead-letter queue', path: 'facts.description as given', kind: 'semantic', direction: 'neutral' } },
  },
  'message ids overwritten': {
    lie: received(() => ({ messageId: 'assigned-by-the-bus' })), scenarios: 'peek-lock-complete,receive-unknown-entity',
    caught: { 'peek-lock-complete': { step: 'receive', path: 'facts.messageId', kind: 'semantic', direction: 'neutral' } },
  },
  'numbers in properties become strings': {
    lie: received(({ properties }) => ({ properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, String(value)])) })), scenarios: 'properties-round-trip,peek-lock-complete',
    caught: { 'properties-round-trip': { step: 'receive', path: 'facts.properties.whole.type', kind: 'shape', direction: 'neutral' } },
  },
  'peeking is not implemented': {
    lie: { driver: () => ({ peek: () => refusing('GeneralError', false, 'NotImplementedError') }) }, scenarios: 'peek-does-not-lock,abandon-redelivers',
    caught: { 'peek-does-not-lock': { step: 'peek', path: 'outcome', kind: 'capability', direction: 'strict' } },
  },
  'deferred messages cannot be received': {
    lie: { driver: () => ({ receiveDeferred: () => refusing('GeneralError', false) }) }, scenarios: 'defer-and-receive-by-number,schedule-and-cancel',
    caught: { 'defer-and-receive-by-number': { step: 'receive by sequence number', path: 'outcome', kind: 'semantic', direction: 'strict' } },
  },
  'a scheduled message comes at once': {
    lie: { driver: (honest) => ({ schedule: (entity, message) => honest.schedule(entity, message, honest.now() + 1) }) }, scenarios: 'schedule-and-cancel',
    caught: { 'schedule-and-cancel': { step: 'receive when due', path: 'facts.enqueued on time', kind: 'timing', direction: 'permissive' } },
  },
  'an unknown entity is created on the fly': {
    lie: { driver: () => ({ send: async () => undefined }) }, scenarios: 'receive-unknown-entity',
    caught: { 'receive-unknown-entity': { step: 'send to nowhere', path: 'outcome', kind: 'semantic', direction: 'permissive' } },
  },
  'peeking locks': {
    lie: { driver: (honest) => ({ peek: async (entity, max) => (await honest.peek(entity, max)).map((message) => ({ ...message, lockToken: 'a-lock' })) }) }, scenarios: 'peek-does-not-lock,abandon-redelivers',
    caught: { 'peek-does-not-lock': { step: 'peek', path: 'facts.hasLock', kind: 'semantic', direction: 'neutral' } },
  },
  'a lost lock looks worth a retry': {
    lie: {
      driver: (honest) => ({
        complete: (message) => honest.complete(message).catch((error: unknown) => refusing((error as BusError).code, true)),
      }),
    },
    scenarios: 'complete-after-expiry-fails,peek-lock-complete',
    caught: { 'complete-after-expiry-fails': { step: 'complete after the lock expired', path: 'error.retryable', kind: 'semantic', direction: 'neutral' } },
  },
};

describe('a deliberately wrong bus is found, by the right scenario, in the right class', () => {
  test.each(Object.entries(MUTANTS))('%s', async (_name, { lie, scenarios, caught }) => {
    const report = await runDrift({ left: lyingTarget(parseTarget('emulator'), lie), right: parseTarget('emulator'), scenarios, payloads: [] });
    const failed = report.results.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ name }) => name)).toEqual(Object.keys(caught));
    expect(report.results.filter(({ outcome }) => outcome === 'inconclusive')).toEqual([]);
    expect(report.outcome).toBe('failed');
    for (const { name, details, mismatches } of failed) {
      expect(details?.findings).toContainEqual(expect.objectContaining(caught[name]));
      expect(mismatches?.length).toBeGreaterThan(0);
    }
  });

  test('a bus that differs from itself proves nothing', async () => {
    let deliveries = 0;
    const noisy = lyingTarget(parseTarget('emulator'), received(() => ({ deliveryCount: (deliveries += 1) })));
    const report = await runDrift({ left: noisy, right: parseTarget('emulator'), scenarios: 'peek-lock-complete', payloads: [] });
    expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: 'noise: a lying bus differs from itself at step "receive", facts.deliveryCount' }]);
    expect(report.outcome).toBe('inconclusive');
  });

  test('a bus that stops answering in the middle is inconclusive, not drift', async () => {
    const dying = lyingTarget(parseTarget('emulator'), { driver: () => ({ complete: () => refusing('ServiceBusy', true) }) });
    const report = await runDrift({ left: dying, right: parseTarget('emulator'), scenarios: 'peek-lock-complete', payloads: [] });
    expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: 'The target a lying bus cannot be reached: ServiceBusy: refused' }]);
  });
});
