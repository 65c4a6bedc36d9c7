import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';
import { mutate, mutations } from '#emulators/service-bus/testing/mutations';

const entry = (description: string) => `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">${description}</content></entry>`;
const request = (method: string, path: string, body = '') =>
  [`${method} ${path}?api-version=2021-05 HTTP/1.1\r\n`, 'Host: localhost\r\n', 'Connection: close\r\n', `Content-Length: ${Buffer.byteLength(body)}\r\n`, '\r\n', body].map((part) => Buffer.from(part));

/** What administration clients send, in parts that are changed, left out, doubled and exchanged. */
const REQUESTS = [
  request('PUT', '/made', entry('<QueueDescription><LockDuration>PT30S</LockDuration><MaxDeliveryCount>3</MaxDeliveryCount></QueueDescription>')),
  request('PUT', '/topic/Subscriptions/s/Rules/r', entry('<RuleDescription><Filter i:type="SqlFilter" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><SqlExpression>a &lt; 1</SqlExpression></Filter><Name>r</Name></RuleDescription>')),
  request('PUT', '/topic/Subscriptions/t', entry('<SubscriptionDescription><ForwardTo>q</ForwardTo></SubscriptionDescription>')),
  request('GET', '/$Resources/Queues'), request('GET', '/topic/Subscriptions'), request('DELETE', '/made'), request('GET', '/$namespaceinfo'),
  request('POST', '/ringproof/faults', '{"fault":"slow","entity":"elsewhere","probability":0.5,"seed":1}'),
];

it('whatever request comes, it is answered without a defect or cut off, and everybody else is served', { timeout: 60_000 }, async () => {
  await using bus = await startServiceBus({ queues: [{ name: 'q' }], topics: [{ name: 'topic', subscriptions: [{ name: 's' }] }] });
  const answer = async (parts: Buffer[]): Promise<string> => {
    const socket = connect(bus.port, bus.host).on('error', () => undefined);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => void chunks.push(chunk));
    socket.end(Buffer.concat(parts));
    await once(socket, 'close');
    return Buffer.concat(chunks).toString('latin1');
  };
  const strangers = fc.oneof(fc.constantFrom(...REQUESTS.flat()), fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)));
  await fc.assert(fc.asyncProperty(fc.constantFrom(...REQUESTS), mutations(strangers), async (parts, changes) => {
    expect(await answer(mutate(parts, changes))).not.toMatch(/^HTTP\/1\.1 5\d\d/m);
    expect(await answer(request('GET', '/q'))).toMatch(/^HTTP\/1\.1 200 /);
  }), { numRuns: 300 });
});
