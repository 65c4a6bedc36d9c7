import { expect, test } from 'vitest';
import type { NormalFact, Transcript } from '#core/transcript';
import { runDrift } from '#ring2/drift/run';
import { parseTarget } from '#ring2/drift/targets';

// Two targets that are wrong in the same way show no drift: here the transcript itself is held to what the cloud does.
const report = await runDrift({ left: parseTarget('emulator:tcp'), right: parseTarget('emulator:ws'), payloads: [] });

const plain = (fact: NormalFact | undefined) => (fact === undefined ? undefined : 'exact' in fact ? fact.exact : 'symbol' in fact ? fact.symbol : fact);
function shown(scenario: string, step: string, name: string) {
  const side = report.results.find((result) => result.name === scenario)?.details?.left as { transcript: Transcript } | undefined;
  const event = side?.transcript.events.find((one) => one.step === step);
  return name === 'outcome' ? (event?.error?.code ?? event?.outcome) : plain(event?.facts[name]);
}

test.each<[scenario: string, step: string, fact: string, value: unknown]>([
  ['peek-lock-complete', 'receive', 'deliveryCount', 0],
  ['peek-lock-complete', 'receive', 'lockedUntil', { from: 'the first instant', offsetMs: 5000, toleranceMs: 2000 }],
  ['peek-lock-complete', 'peek after completion', 'count', 0],
  ['abandon-redelivers', 'second delivery', 'deliveryCount', 1],
  ['abandon-redelivers', 'second delivery', 'lockToken', 'lock#2'],
  ['lock-expiry-redelivers', 'delivery after the lock expired', 'deliveryCount', 1],
  ['complete-after-expiry-fails', 'complete after the lock expired', 'outcome', 'MessageLockLost'],
  ['complete-after-expiry-fails', 'complete in time', 'outcome', 'ok'],
  ['max-delivery-dead-letters', 'peek after the last delivery', 'count', 0],
  ['max-delivery-dead-letters', 'receive from the dead-letter queue', 'deadLetterReason', 'MaxDeliveryCountExceeded'],
  ['dead-letter-with-reason', 'receive from the dead-letter queue', 'deadLetterReason', 'WeightsUnreadable'],
  ['defer-and-receive-by-number', 'receive past the deferred one', 'messageId', 'message#2'],
  ['defer-and-receive-by-number', 'receive by sequence number', 'messageId', 'message#1'],
  ['schedule-and-cancel', 'peek at the scheduled one', 'state', 'scheduled'],
  ['schedule-and-cancel', 'cancel again', 'outcome', 'MessageNotFound'],
  ['schedule-and-cancel', 'receive when due', 'enqueued on time', { notBefore: 'the scheduled time', holds: true }],
  ['peek-does-not-lock', 'peek again', 'hasLock', false],
  ['peek-does-not-lock', 'receive after peeking', 'deliveryCount', 0],
  ['receive-unknown-entity', 'receive from nowhere', 'outcome', 'MessagingEntityNotFound'],
  ['receive-unknown-entity', 'send to nowhere', 'outcome', 'MessagingEntityNotFound'],
  ['properties-round-trip', 'receive', 'properties.at', '2026-03-01T12:00:00.250Z'],
  ['properties-round-trip', 'receive', 'properties.at.type', 'date'],
  ['properties-round-trip', 'receive', 'properties.large', 2 ** 40],
  ['properties-round-trip', 'receive', 'properties.fraction', 0.25],
  ['properties-round-trip', 'receive', 'properties.yes.type', 'boolean'],
  ['properties-round-trip', 'receive', 'properties.none', null],
])('%s: %s shows %s', (scenario, step, name, value) => {
  expect(shown(scenario, step, name)).toEqual(value);
});
