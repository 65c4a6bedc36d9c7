import { expect, test } from 'vitest';
import { parseBrokerUrl } from '#ring2/drift/broker-address';
import { parseTarget } from '#ring2/drift/targets';

test.each([
  ['amqp://guest:pass%40word@localhost:5673/queue/', { host: 'localhost:5673', name: 'localhost', port: 5673, plain: true, secrets: ['pass%40word', 'pass@word'] }],
  ['amqp://broker', { host: 'broker', name: 'broker', port: 5672, plain: true, secrets: [] }],
  ['amqps://[::1]/', { host: '[::1]', name: '::1', port: 5671, plain: false }],
])('reads %s', (url, address) => {
  expect(parseBrokerUrl(url)).toMatchObject({ url, ...address });
});

test.each([
  ['amqp://', 'it names no host.'],
  ['amqp:///hidden', 'it names no host.'],
  ['amqp://hidden@host', 'it names a user without a password.'],
  ['amqp://u:hidden@host?x=1', 'it has more than a path.'],
  ['amqp://u:hidden@host:99999', 'it is no URL.'],
])('refuses %s without repeating it', (url, problem) => {
  expect(() => parseBrokerUrl(url)).toThrow(expect.objectContaining({ code: 'RP_BROKER_URL', message: `The address of the broker is malformed: ${problem}` }) as Error);
});

test('is asked by the library that speaks to any broker', () => {
  expect(parseTarget('amqp://u:hidden@host', { driver: 'amqp-go' })).toMatchObject({ name: 'host (tcp)', driver: 'amqp-go', clock: 'real' });
  expect(() => parseTarget('amqp://u:hidden@host')).toThrow(expect.objectContaining({ code: 'RP_USAGE_VALUE' }) as Error);
});
