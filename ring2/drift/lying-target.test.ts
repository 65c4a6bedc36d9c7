import { expect, test } from 'vitest';
import { BusError } from '#ring2/drift/driver';
import type { SeenMessage } from '#ring2/drift/message';
import { runDrift } from '#ring2/drift/run';
import { parseTarget } from '#ring2/drift/targets';
import { type Lie, lyingTarget } from '#ring2/drift/testing/lying-target';

// What no wrong emulator can show, because the official client stands between: drivers that lie. The rest is mutants/.

const refusing = (code: string, retryable: boolean): Promise<never> => Promise.reject(new BusError(code, 'refused', { retryable }));
const against = (lie: Lie, scenarios: string) => runDrift({ left: lyingTarget(parseTarget('emulator'), lie), right: parseTarget('emulator'), scenarios, payloads: [] });

test('a lost lock that looks worth a retry is drift', async () => {
  const report = await against({
    driver: (honest) => ({ complete: (message) => honest.complete(message).catch((error: unknown) => refusing((error as BusError).code, true)) }),
  }, 'complete-after-expiry-fails,peek-lock-complete');
  expect(report.results).toMatchObject([{ outcome: 'failed', mismatches: [{ path: 'complete after the lock expired: error.retryable' }] }, { outcome: 'passed' }]);
  expect(report.results[0]?.details?.['findings']).toContainEqual(expect.objectContaining({ path: 'error.retryable', kind: 'semantic', direction: 'neutral', actual: true, expected: false }));
});

test('a bus that differs from itself proves nothing', async () => {
  let deliveries = 0;
  const report = await against({
    driver: (honest) => ({
      async receive(entity, options) {
        const message = await honest.receive(entity, options);
        // Changed in place: the driver knows by identity which message to settle.
        return message && Object.assign(message, { deliveryCount: (deliveries += 1) } satisfies Partial<SeenMessage>);
      },
    }),
  }, 'peek-lock-complete');
  expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: 'noise: a lying bus differs from itself at step "receive", facts.deliveryCount' }]);
  expect(report.outcome).toBe('inconclusive');
});

test('a bus that stops answering in the middle is inconclusive, not drift', async () => {
  const report = await against({ driver: () => ({ complete: () => refusing('ServiceBusy', true) }) }, 'peek-lock-complete');
  expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: 'The target a lying bus throttles: ServiceBusy: refused' }]);
});
