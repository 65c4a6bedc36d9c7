import { expect, test, vi } from 'vitest';
import { createMeter } from '#ring2/drift/provision/meter';
import { metered } from '#ring2/drift/provision/metered';
import { CannotTell } from '#ring2/drift/target';

test('operations are refused before they exceed the budget, whole', () => {
  const meter = createMeter({ operations: 3 });
  meter.spend(2);
  expect(() => meter.spend(2)).toThrow(CannotTell);
  meter.spend();
  expect(() => meter.spend()).toThrow('the 3 operations of --max-operations are used up');
  expect(meter.operations).toBe(3);
});

test('the minutes begin with the first call, and a wait beyond them is not begun', () => {
  let now = 5000;
  const meter = createMeter({ minutes: 1 }, () => now);
  now = 100_000;
  meter.spend();
  meter.wait(60_000);
  expect(() => meter.wait(60_001)).toThrow('the 1 min of --max-minutes are over');
  now += 60_001;
  expect(() => meter.spend()).toThrow('--max-minutes');
});

test('every call to the target counts, a batch by its messages, and what is opened is counted too', async () => {
  const message = { body: 'the very same' };
  const complete = vi.fn(async () => undefined);
  const bus = {
    send: async () => undefined, receive: async () => message, complete, now: () => 1, wait: async () => undefined,
    another: () => ({ receive: async () => message }),
    acceptSession: async () => ({ id: 's', state: async () => 'kept' }),
    admin: async () => ({ createQueue: async () => ({}), queue: async () => ({}) }),
  };
  const meter = createMeter();
  const counted = async (act: () => unknown) => {
    const before = meter.operations;
    await act();
    return meter.operations - before;
  };
  const driver: Record<keyof typeof bus, (...words: unknown[]) => unknown> = metered(bus, meter);
  expect(await counted(() => driver.send('queue', message))).toBe(1);
  expect(await counted(() => driver.send('queue', [message, message, message]))).toBe(3);
  expect(await counted(() => [driver.now(), driver.wait(1)])).toBe(0);
  // The driver knows by identity which message to settle.
  await driver.complete(await driver.receive('queue'));
  expect(complete).toHaveBeenCalledWith(message);
  expect(await counted(() => metered(bus, meter).another().receive())).toBe(1);
  const [session, admin] = await Promise.all([metered(bus, meter).acceptSession(), metered(bus, meter).admin()]);
  expect(session.id).toBe('s');
  expect(await counted(() => session.state())).toBe(1);
  expect(await counted(() => admin.queue())).toBe(1);
  expect(await counted(() => admin.createQueue())).toBe(2);
});
