import { expect, test } from 'vitest';
import { runDrift } from '#ring2/drift/run';
import { parseTarget } from '#ring2/drift/targets';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

// What the official emulator's documents say of it (service-bus.md 2.2, 2.3): documented, not measured, as is the profile.
const NO_AUTO_DELETE = 'it has no AutoDeleteOnIdle';
const DIFFERENCES: Record<string, string> = {
  'attached-receiver-keeps-a-queue': NO_AUTO_DELETE, 'auto-delete-below-five-minutes-is-refused': NO_AUTO_DELETE, 'browsed-queue-is-not-deleted': NO_AUTO_DELETE,
  'changed-queue-is-not-deleted': NO_AUTO_DELETE, 'idle-queue-is-deleted': NO_AUTO_DELETE, 'scheduled-message-keeps-a-queue': NO_AUTO_DELETE,
  'unread-subscription-is-deleted': NO_AUTO_DELETE, 'used-queue-is-not-deleted': NO_AUTO_DELETE,
  'entity-names-take-some-signs-only': 'a name may not have a ~ (#134)',
  'more-than-ten-connections': 'it admits ten connections',
  'queue-is-made-with-the-standard-defaults': 'MaxDeliveryCount 3, DefaultMessageTimeToLive one hour, 100 MB, duplicate detection 20 s',
  'topic-and-subscription-are-made-with-the-standard-defaults': 'DefaultMessageTimeToLive one hour, 100 MB, MaxDeliveryCount 3',
};
const REFUSED: Record<string, string> = {
  'amqp-over-websocket': 'capability gap: emulator:tcp:official-emulator lacks websocket',
  'dead-letter-does-not-expire': 'emulator:tcp:official-emulator refuses the entities of dead-letter-does-not-expire: defaultMessageTimeToLive is out of range: 5 minutes to 1 hour is expected.',
  'entity-caps-time-to-live': 'emulator:tcp:official-emulator refuses the entities of entity-caps-time-to-live: defaultMessageTimeToLive is out of range: 5 minutes to 1 hour is expected.',
};

test('the official emulator\'s profile against the standard tier: the documented differences, all of them and nothing else', async () => {
  const report = await runDrift({ left: parseTarget('emulator:tcp:official-emulator'), right: parseTarget('emulator:tcp'), payloads: [] });
  const by = (outcome: string) => report.results.filter((one) => one.outcome === outcome);
  expect(by('failed').map(({ name }) => name)).toEqual(Object.keys(DIFFERENCES).sort());
  expect(Object.fromEntries(by('inconclusive').map(({ name, reason }) => [name, reason]))).toEqual(REFUSED);
  const findings = by('failed').flatMap(({ details }) => (details?.['findings'] as DriftFinding[]).filter(({ gates }) => gates));
  // Nothing lets more through than the cloud does.
  expect(findings.filter(({ direction }) => direction === 'permissive')).toEqual([]);
}, 120_000);

test('WebSocket and the official emulator exclude each other', () => {
  expect(() => parseTarget('emulator:ws:official-emulator')).toThrow('speaks no WebSocket');
  expect(parseTarget('emulator:ws:premium')).toMatchObject({ name: 'emulator:ws:premium', transport: 'websocket' });
  expect(() => parseTarget('emulator:tcp:basic')).toThrow('emulator:tcp or emulator:ws, with :standard or :premium or :official-emulator behind it');
});
