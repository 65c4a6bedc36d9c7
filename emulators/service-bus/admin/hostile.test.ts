import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';

const entry = (description: string) => `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">${description}</content></entry>`;
const QUEUE = entry('<QueueDescription/>');

async function withBus<Result>(use: (ask: (method: string, path: string, body?: string, headers?: Record<string, string>) => Promise<[status: number, body: string]>) => Promise<Result>): Promise<Result> {
  await using bus = await startServiceBus({ queues: [{ name: 'q' }] });
  return await use(async (method, path, body, headers = {}) => {
    const response = await fetch(`http://localhost:${bus.port}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    return [response.status, await response.text()];
  });
}

describe('over plain HTTP', () => {
  it('is served too, with the scheme and host that were asked', () => withBus(async (ask) => {
    expect(await ask('PUT', '/new', QUEUE)).toEqual([201, expect.stringMatching(/<id>http:\/\/localhost:\d+\/new\?api-version=2021-05<\/id>/)]);
    expect(await ask('PUT', '/new', QUEUE, { 'If-Match': '*' })).toEqual([200, expect.any(String)]);
    expect(await ask('DELETE', '/new')).toEqual([200, '']);
    expect(await ask('GET', '/new?api-version=2017-04')).toEqual([200, expect.stringContaining('Publicly Listed Services')]);
  }));

  it.each(['/health', '/$servicebus/nothing', '/%'])('leaves %s to others', (path) => withBus(async (ask) => {
    expect((await ask('GET', path))[1]).toMatch(/^\{/);
  }));
});

describe('a request that is wrong', () => {
  it.each([
    ['no body', ''],
    ['no XML', '{"name": "q"}'],
    ['another document', '<feed/>'],
    ['no content', '<entry/>'],
    ['a description of something else', entry('<RuleDescription/>')],
    ['an entity bomb', `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(1000)}">]>${QUEUE.replace('/>', '>&a;</QueueDescription>')}`],
    ['depth', entry('<QueueDescription>'.repeat(5000) + '</QueueDescription>'.repeat(5000))],
    ['a number that is none', entry('<QueueDescription><MaxDeliveryCount>many</MaxDeliveryCount></QueueDescription>')],
    ['a status that there is not', entry('<QueueDescription><Status>Asleep</Status></QueueDescription>')],
  ])('is 400 for %s', (_what, body) => withBus(async (ask) => {
    expect(await ask('PUT', '/new', body)).toEqual([400, expect.stringMatching(/^<Error><Code>400<\/Code><Detail>SubCode=40000\. .*TrackingId:.*<\/Detail><\/Error>$/)]);
    expect(await ask('GET', '/$Resources/Queues')).toEqual([200, expect.stringContaining('<title type="text">q</title>')]);
  }));

  it.each([
    ['POST', '/q', 405], ['PUT', '/$namespaceinfo', 405], ['DELETE', '/$Resources/queues', 405],
    ['GET', '/$Resources/queues?$top=many', 400], ['GET', '/none/Subscriptions', 404], ['GET', '/none/subscriptions/s/rules', 404],
    ['DELETE', '/none', 404],
  ])('%s %s is %i', (method, path, status) => withBus(async (ask) => {
    expect(await ask(method, path, method === 'PUT' ? QUEUE : undefined)).toEqual([status, expect.stringContaining(`<Code>${status}</Code>`)]);
  }));

  it.each(['//', '//[', '*', '/a%00b', '/q?$skip=%', '/%2f', '/\u00e4'])('does no harm with the path %j', async (path) => {
    await using bus = await startServiceBus();
    const socket = connect(bus.port, bus.host);
    const closed = once(socket.resume(), 'close');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`, 'latin1');
    await closed;
    expect((await fetch(`http://localhost:${bus.port}/$namespaceinfo`)).status).toBe(200);
  });

  it('is 413 for a body above 1 MB, and the next one is served', () => withBus(async (ask) => {
    const large = entry(`<QueueDescription><UserMetadata>${'x'.repeat(2 * 1024 * 1024)}</UserMetadata></QueueDescription>`);
    expect(await ask('PUT', '/new', large)).toEqual([413, expect.stringContaining('<Code>413</Code>')]);
    expect((await ask('PUT', '/new', QUEUE))[0]).toBe(201);
  }));

  it('is 400 for a rule whose filter or action is none', () => withBus(async (ask) => {
    await ask('PUT', '/t', entry('<TopicDescription/>'));
    await ask('PUT', '/t/Subscriptions/s', entry('<SubscriptionDescription/>'));
    const rule = (inner: string) => ask('PUT', '/t/Subscriptions/s/Rules/r', entry(`<RuleDescription xmlns:i="x">${inner}</RuleDescription>`));
    expect(await rule('<Filter i:type="MagicFilter"/>')).toEqual([400, expect.stringContaining('There is no filter of type &quot;MagicFilter&quot;.')]);
    expect(await rule('<Filter i:type="SqlFilter"/>')).toEqual([400, expect.stringContaining('SqlExpression is missing.')]);
    expect(await rule('<Filter i:type="TrueFilter"/><Action i:type="Run"/>')).toEqual([400, expect.stringContaining('There is no action of type &quot;Run&quot;.')]);
    const pair = '<KeyValueOfstringanyType><Key>n</Key><Value i:type="d:int">1.5</Value></KeyValueOfstringanyType>';
    expect(await rule(`<Filter i:type="CorrelationFilter"><Properties>${pair}</Properties></Filter>`)).toEqual([400, expect.stringContaining('The value &quot;1.5&quot; of &quot;n&quot; is no int.')]);
    expect(await rule('<Filter i:type="CorrelationFilter"/>')).toEqual([400, expect.stringContaining('at least one property')]);
  }));
});
