import { afterAll, beforeAll, expect, test } from 'vitest';
import { RingproofError } from '#core/errors';
import type { Report } from '#core/report';
import { runDrift } from '#ring2/drift/run';
import { parseTarget } from '#ring2/drift/targets';
import { type RabbitMq, startRabbitMq } from '../../bench/service-bus/rabbitmq.ts';

// A broker that speaks AMQP 1.0 and is no Service Bus: what it cannot do is said, what it does otherwise is drift.
let rabbit: RabbitMq;
let report: Report;
const against = (url: string, scenarios: string) => runDrift({ left: parseTarget(url, { driver: 'amqp-go' }), right: parseTarget('emulator:tcp', { driver: 'amqp-go' }), scenarios, payloads: [] });
const urlOf = (user: string) => `amqp://${user}@127.0.0.1:${rabbit.port}/queue/`;

beforeAll(async () => {
  const started = await startRabbitMq();
  if (!started) throw new RingproofError('RP_PREREQUISITE', { tool: 'RabbitMQ', what: 'the proof that another broker is told from a Service Bus', advice: 'Install it: apt-get install rabbitmq-server.' });
  rabbit = started;
  report = await against(urlOf('guest:guest'), 'abandon-redelivers,defer-and-receive-by-number,message-without-id-is-given-one,properties-round-trip,renew-after-expiry-fails,renew-extends-from-now');
}, 120_000);
afterAll(() => rabbit[Symbol.asyncDispose]());

const resultOf = (name: string) => report.results.find((one) => one.name === name);
const findingsOf = (name: string) => resultOf(name)?.details?.['findings'];

test.each([
  ['defer-and-receive-by-number', /^capability gap: 127\.0\.0\.1:\d+ \(tcp\) lacks deferred$/],
  ['renew-after-expiry-fails', /^amqp-go could not ask 127\.0\.0\.1:\d+ \(tcp\): the broker is no Service Bus: it has no \$management$/],
  ['renew-extends-from-now', /^renew-extends-from-now needs a queue made to order, which 127\.0\.0\.1:\d+ \(tcp\) cannot be asked for by AMQP 1\.0$/],
])('%s is inconclusive, with the reason', (name, reason) => {
  expect(resultOf(name)).toMatchObject({ outcome: 'inconclusive', reason: expect.stringMatching(reason) as unknown });
});

test('properties travel as they do through a Service Bus; what only that adds (times to live of a queue, numbers, times, locks) is missing', () => {
  const missing = ['timeToLive', 'sequenceNumber', 'enqueuedSequenceNumber', 'enqueuedTime', 'lockedUntil', 'lockToken'].map((fact) => expect.objectContaining({ step: 'receive', path: `facts.${fact}`, kind: 'shape', actual: 'nothing' }) as unknown);
  expect(findingsOf('properties-round-trip')).toEqual(missing);
});

test('a message without an id stays without one', () => {
  expect(findingsOf('message-without-id-is-given-one')).toContainEqual(expect.objectContaining({ step: 'receive the first', path: 'facts.has an id', kind: 'semantic', direction: 'neutral', actual: false, expected: true }));
});

test('an abandoned message is not delivered again: RabbitMQ 3 knows no such outcome and ends the session; the next run has another', () => {
  expect(findingsOf('abandon-redelivers')).toContainEqual(expect.objectContaining({ step: 'second delivery', path: 'outcome', kind: 'semantic', direction: 'strict' }));
});

test('a wrong password is inconclusive, and stays where it is', async () => {
  const { results } = await against(urlOf('guest:hidden-word'), 'properties-round-trip');
  expect(results).toMatchObject([{ outcome: 'inconclusive', reason: expect.stringMatching(/^The target .* refuses the key: UnauthorizedAccess: /) as unknown }]);
  expect(JSON.stringify(results)).not.toContain('hidden-word');
});
