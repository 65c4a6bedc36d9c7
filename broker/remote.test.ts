import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Broker, openLedger, remoteBroker, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';

interface Said { status?: number; type?: string; body?: string | ((path: string) => string) }
interface Peer extends AsyncDisposable { url: string; seen: { method: string; path: string; authorization: string | undefined }[] }

/** Something that listens where a broker should. */
async function peer({ status = 200, type = 'application/hal+json', body = '{}' }: Said): Promise<Peer> {
  const seen: Peer['seen'] = [];
  const http = createServer((request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', authorization: request.headers.authorization });
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' ? body : body(request.url ?? ''));
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const stop = () => new Promise<void>((done) => {
    http.close(() => done());
    http.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, seen, [Symbol.asyncDispose]: stop };
}

const publish = (broker: Broker) => broker.publish({ consumer: 'App', version: '1', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'x') }] });
const result = (url: string) => ({ success: true, providerVersion: '7', providerBranch: 'main', grade: undefined, testResults: [], publishUrl: `${url}/pacts/provider/Api/consumer/App/pact-version/abc/verification-results` });

describe('what is no broker', () => {
  it('is unreachable when nothing listens', async () => {
    const { url, [Symbol.asyncDispose]: stop } = await peer({});
    await stop();
    await expect(publish(remoteBroker({ baseUrl: url }))).rejects.toMatchObject({ code: 'RP_BROKER_UNREACHABLE', exitCode: 3, message: expect.stringContaining('ECONNREFUSED') as string });
  });
  it.each<[string, Said, string]>([
    ['a login page', { type: 'text/html', body: '<!doctype html><form>' }, 'RP_BROKER_NOT_A_BROKER'],
    ['a page that is not found', { status: 404, type: 'text/html', body: '<h1>404</h1>' }, 'RP_BROKER_NOT_A_BROKER'],
    ['another service', { status: 404, body: '{"error":"no route"}' }, 'RP_BROKER_NOT_A_BROKER'],
    ['a broken broker', { status: 503, type: 'text/html', body: '<h1>busy</h1>' }, 'RP_BROKER_UNREACHABLE'],
    ['a broker that wants a token', { status: 401, body: '' }, 'RP_BROKER_REFUSED'],
    ['a proxy that wants a login', { status: 403, type: 'text/html', body: '<h1>403</h1>' }, 'RP_BROKER_REFUSED'],
    ['a broker that refuses', { status: 400, body: '{"errors":{"branch":["cannot contain multiple lines"]}}' }, 'RP_BROKER_REFUSED'],
  ])('is told as such: %s', async (_what, said, code) => {
    await using other = await peer(said);
    await expect(publish(remoteBroker({ baseUrl: other.url }))).rejects.toMatchObject({ code });
  });
});

describe('a result', () => {
  it.each<[string, (path: string) => string]>([
    ['that is swallowed', () => '{}'],
    ['that comes back as another', () => '{"success":false,"providerApplicationVersion":"7"}'],
    ['that comes back for another version', () => '{"success":true,"providerApplicationVersion":"6"}'],
  ])('%s is not published', async (_what, body) => {
    await using other = await peer({ body });
    await expect(remoteBroker({ baseUrl: other.url }).recordVerification(result(other.url))).rejects.toMatchObject({ code: 'RP_VERIFY_NOT_PUBLISHED', exitCode: 3 });
  });
});

describe('credentials', () => {
  it('go to the broker and to nobody a link points at', async () => {
    await using elsewhere = await peer({});
    await using broker = await peer({ body: '{"success":true,"providerApplicationVersion":"7"}' });
    await remoteBroker({ baseUrl: broker.url, token: 'secret' }).recordVerification(result(elsewhere.url));
    expect(elsewhere.seen).toEqual([]);
    expect(broker.seen.map(({ method, path, authorization }) => [method, path, authorization])).toEqual([
      ['PUT', '/pacticipants/Api/branches/main/versions/7', 'Bearer secret'],
      ['POST', '/pacts/provider/Api/consumer/App/pact-version/abc/verification-results', 'Bearer secret'],
      ['GET', '/pacts/provider/Api/consumer/App/pact-version/abc/verification-results/latest', 'Bearer secret'],
    ]);
  });
  it('may be a name and a word', async () => {
    await using broker = await peer({});
    await remoteBroker({ baseUrl: `${broker.url}/base/`, username: 'me', password: 'pw' }).pacticipants();
    expect(broker.seen[0]).toMatchObject({ path: '/base/pacticipants', authorization: 'Basic bWU6cHc=' });
  });
});

it('never makes a yes of a broker that does not say so', async () => {
  const answers: Record<string, string> = {
    '/environments': '{"_embedded":{"environments":[{"uuid":"u","name":"prod","production":true}]}}',
    '/matrix': '{"summary":{"deployable":null},"notices":[{"type":"error","text":"I cannot tell"}],"matrix":[]}',
  };
  await using broker = await peer({ body: (path) => answers[path.split('?')[0] ?? ''] ?? '{}' });
  expect(await remoteBroker({ baseUrl: broker.url }).canIDeploy({ pacticipant: 'App', version: '1', environment: 'prod' }))
    .toMatchObject({ verdict: 'unknown', reasons: [{ type: 'broker-says', text: 'I cannot tell' }] });
});

it('has its port told when it is taken', async () => {
  using ledger = openLedger(':memory:');
  await using first = await startBroker({ ledger });
  await expect(startBroker({ ledger, port: first.port })).rejects.toMatchObject({ code: 'RP_PORT_TAKEN' });
});
