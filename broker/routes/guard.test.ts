import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Access } from '#broker/auth/access';
import { countAttempts } from '#broker/auth/attempts';
import { type Ledger, createToken, localBroker, openLedger, revokeToken } from '#broker/index';
import { brokerApp } from '#broker/routes/app';
import type { AuditEntry } from '#broker/routes/guard';
import { pactText } from '#broker/testing/pacts';
import { startDispatcher } from '#broker/webhooks/dispatch';
import { virtualClock } from '#core/clock';

const PASSWORD = 'correct horse';
const ACCESS: Access = {
  accounts: [{ name: 'ann', password: PASSWORD, role: 'write' }, { name: 'bob', password: 'battery: staple', role: 'read' }],
  tokens: [], publicRead: false, publicHeartbeat: false, publicBadges: false,
};

const clock = virtualClock();
let ledger: Ledger;
let audited: AuditEntry[];
let reader: string;
let writer: string;
beforeEach(async () => {
  ledger = openLedger(':memory:', clock);
  audited = [];
  await localBroker(ledger).publish({ consumer: 'App', version: '1', branch: 'main', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'x') }] });
  reader = `Bearer ${createToken(ledger, 'reader', 'read')}`;
  writer = `Bearer ${createToken(ledger, 'writer', 'write')}`;
});
afterEach(() => ledger.close());

const appWith = (more: Partial<Access> = {}) => brokerApp(ledger, startDispatcher({ ledger, base: 'http://localhost', allow: [] }), {
  guard: { access: { ...ACCESS, ...more }, tokens: () => ledger.read((view) => view.tokens()), attempts: countAttempts(clock), audit: (entry) => audited.push(entry) },
});
type App = ReturnType<typeof appWith>;
interface Ask { method?: string; authorization?: string | undefined; from?: string; headers?: Record<string, string> }
const ask = (app: App, path: string, { method = 'GET', authorization, from = '10.0.0.1', headers = {} }: Ask = {}) => app.request(
  `http://localhost${path}`,
  { method, headers: { ...headers, ...(authorization !== undefined && { authorization }), ...(method !== 'GET' && { 'content-type': 'application/json' }) }, ...(!['GET', 'HEAD'].includes(method) && { body: '{}' }) },
  { incoming: { socket: { remoteAddress: from } } },
);
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
const wrongToken = `Bearer rpt_${'A'.repeat(43)}`;

/** Every route that the program has, so that a new one cannot be forgotten; names are filled in with something. */
const everyRoute = (app: App): [method: string, path: string][] => app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => [method, path.replace(/:\w+(\{[^}]*\})?\??/g, 'x')]);
/** Reads, although its method is one that writes. */
const LONG_QUERY = 'POST /pacts/provider/x/for-verification';

/** The statuses that a walk over every route met, and for each where. */
async function walk(app: App, by: (method: string) => string | undefined, only: (route: string) => boolean = () => true): Promise<Map<number, string[]>> {
  const met = new Map<number, string[]>();
  for (const [method, path] of everyRoute(app)) {
    const route = `${method} ${path}`;
    if (!only(route)) continue;
    const { status } = await ask(app, path, { method, authorization: by(method) });
    met.set(status, [...(met.get(status) ?? []), route]);
  }
  return met;
}
const reads = (route: string) => route.startsWith('GET ') || route === LONG_QUERY;
const writes = (route: string) => !reads(route);
const facts = () => ledger.read((view) => view.lastFact());

describe('every route', () => {
  it('is walked: reading and writing ones, in number', () => {
    const routes = everyRoute(appWith()).map((route) => route.join(' '));
    expect(routes.filter(reads).length).toBeGreaterThan(70);
    expect(routes.filter(writes).length).toBeGreaterThan(25);
    expect(routes).toContain(LONG_QUERY);
    expect(routes.filter((route) => /[:{}*]/.test(route))).toEqual([]);
  });
  it.each<[string, string | undefined]>([
    ['nobody', undefined], ['a token that is wrong', wrongToken],
  ])('asks %s for credentials, and does nothing', async (_who, authorization) => {
    const before = facts();
    expect([...(await walk(appWith(), () => authorization)).keys()]).toEqual([401]);
    expect(facts()).toBe(before);
  });
  it('asks for credentials where a password is wrong, a name or both, until it has had enough', async () => {
    const pairs = ['ann:wrong', `eve:${PASSWORD}`, 'ann:', ':', `ann${PASSWORD}`];
    let at = 0;
    const before = facts();
    expect([...(await walk(appWith(), () => basic(pairs[at++ % pairs.length] ?? ''))).keys()]).toEqual([401, 429]);
    expect(facts()).toBe(before);
  });
  it('that reads is open to who may read; no other is', async () => {
    for (const authorization of [reader, basic('bob:battery: staple')]) {
      const before = facts();
      const app = appWith();
      expect([...(await walk(app, () => authorization, writes)).keys()]).toEqual([403]);
      expect(facts()).toBe(before);
      expect([...(await walk(app, () => authorization, reads)).keys()].filter((status) => [401, 403, 429].includes(status) || status >= 500)).toEqual([]);
    }
  });
  it('is open to who may write', async () => {
    for (const authorization of [writer, basic(`ann:${PASSWORD}`), basic(`anything:${writer.slice('Bearer '.length)}`)]) {
      expect([...(await walk(appWith(), () => authorization)).keys()].filter((status) => [401, 403, 429].includes(status) || status >= 500)).toEqual([]);
    }
  });
  it('that reads is open to everybody where reading is public; no other is', async () => {
    const app = appWith({ publicRead: true });
    expect((await walk(app, () => undefined, reads)).has(401)).toBe(false);
    expect([...(await walk(app, () => undefined, writes)).keys()]).toEqual([401]);
    expect([...(await walk(app, () => reader, writes)).keys()]).toEqual([403]);
  });
  it('is closed by default: also what is not there, by methods nobody knows', async () => {
    const app = appWith();
    for (const [method, path] of [['GET', '/nothing'], ['PURGE', '/'], ['HEAD', '/'], ['OPTIONS', '/pacticipants'], ['GET', '//'], ['GET', '/pacticipants/'], ['POST', '/x/pacts/provider/x/for-verification']] as const) {
      expect([method, path, (await ask(app, path, { method })).status]).toEqual([method, path, 401]);
    }
    expect((await ask(app, '/pacticipants', { method: 'PURGE', authorization: reader })).status).toBe(403);
  });
});

describe('without credentials', () => {
  it('a heartbeat and badges are told where that was asked for, and nothing beside them', async () => {
    const badge = '/pacts/provider/Api/consumer/App/latest/badge';
    const app = appWith({ publicHeartbeat: true, publicBadges: true });
    const open = await walk(app, () => undefined);
    const answered = [...open].filter(([status]) => status !== 401).flatMap(([, routes]) => routes);
    expect(answered.filter((route) => !/\/badge$|heartbeat$/.test(route))).toEqual([]);
    expect(answered.length).toBeGreaterThan(4);
    expect((await ask(app, badge)).status).toBe(200);
    expect((await ask(app, badge, { method: 'POST' })).status).toBe(401);
    expect((await ask(appWith(), badge)).status).toBe(401);
    expect((await ask(appWith(), '/diagnostic/status/heartbeat')).status).toBe(401);
  });
  it('a browser is asked in words that it knows, and a person told what to do', async () => {
    const answer = await ask(appWith(), '/');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, detail: expect.stringMatching(/PACT_BROKER_TOKEN.*broker token create/) as string });
  });
});

describe('what is no credential', () => {
  it.each<[string, string]>([
    ['nothing', ''], ['a scheme alone', 'Bearer'], ['an empty token', 'Bearer  '], ['another scheme', 'Digest username="ann"'], ['10 kB', `Bearer ${'x'.repeat(10_240)}`], ['10 kB of a name', basic('x'.repeat(10_240))],
    ['what is not Base64', 'Basic !!!!'], ['Base64 without a colon', basic('ann')], ['an empty pair', basic(':')], ['a NUL', basic('ann\u0000:x')], ['bytes that are not UTF-8', `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString('base64')}`],
    ['two credentials', `${wrongToken}, ${wrongToken}`], ['the hash of a token', ''],
  ])('is refused as such: %s', async (what, authorization) => {
    const given = what === 'the hash of a token' ? `Bearer ${ledger.read((view) => view.tokens())[0]?.hash ?? ''}` : authorization;
    expect((await ask(appWith(), '/', { authorization: given })).status).toBe(401);
  });
  it('is a right token beside another one', async () => {
    expect((await ask(appWith(), '/', { authorization: `${writer}, ${wrongToken}` })).status).toBe(401);
  });
  it('is compared by hashes of one length, in constant time, with every secret that is known', async () => {
    const compare = vi.spyOn(process.getBuiltinModule('node:crypto'), 'timingSafeEqual');
    try {
      for (const authorization of [writer, reader, wrongToken, 'Bearer x', basic('ann:x'), basic(`ann:${PASSWORD}`)]) {
        compare.mockClear();
        await ask(appWith(), '/', { authorization });
        expect(compare.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength])).toEqual(Array(4).fill([32, 32]));
      }
    } finally {
      compare.mockRestore();
    }
  });
});

describe('wrong passwords', () => {
  const wrong = basic('ann:wrong');
  const right = basic(`ann:${PASSWORD}`);
  const status = async (app: App, authorization: string, from = '10.0.0.1') => (await ask(app, '/', { authorization, from })).status;
  const tenTimes = async (app: App, from?: (at: number) => string) => {
    for (let at = 0; at < 10; at++) expect(await status(app, wrong, from?.(at))).toBe(401);
  };
  it('make an address wait for the end of the minute, even with the right one', async () => {
    const app = appWith();
    await tenTimes(app);
    clock.advance(20_000);
    const refusal = await ask(app, '/', { authorization: right });
    expect([refusal.status, refusal.headers.get('retry-after')]).toEqual([429, '40']);
    clock.advance(39_999);
    expect(await status(app, right)).toBe(429);
    clock.advance(1);
    expect(await status(app, right)).toBe(200);
  });
  it('let other addresses, and tokens that nobody can guess, go on', async () => {
    const app = appWith();
    await tenTimes(app);
    expect(await status(app, right, '10.0.0.2')).toBe(200);
    expect(await status(app, writer)).toBe(200);
    expect(await status(app, basic(`x:${reader.slice('Bearer '.length)}`))).toBe(200);
  });
  it('count for a whole network of IPv6, however its addresses are written', async () => {
    const app = appWith();
    await tenTimes(app, (at) => `2001:db8:0:1::${at}`);
    expect(await status(app, right, '2001:db8::1:0:0:0:5')).toBe(429);
    expect(await status(app, right, '2001:db8:0:2::5')).toBe(200);
  });
});

describe('the audit', () => {
  it('tells of every refusal and every write who, where from and what came of it, and never a secret', async () => {
    const app = appWith();
    await ask(app, '/pacticipants?secret=1', {});
    await ask(app, '/pacticipants/App/versions/9/tags/x', { method: 'PUT', authorization: reader });
    await ask(app, '/pacticipants/App/versions/9/tags/x', { method: 'PUT', authorization: basic(`ann:${PASSWORD}`) });
    await ask(app, '/', { authorization: basic('ann:guess') });
    await ask(app, '/', { authorization: writer });
    expect(audited).toEqual([
      { who: undefined, from: '10.0.0.1', method: 'GET', path: '/pacticipants', status: 401 },
      { who: 'reader', from: '10.0.0.1', method: 'PUT', path: '/pacticipants/App/versions/9/tags/x', status: 403 },
      { who: 'ann', from: '10.0.0.1', method: 'PUT', path: '/pacticipants/App/versions/9/tags/x', status: 201 },
      { who: undefined, from: '10.0.0.1', method: 'GET', path: '/', status: 401 },
    ]);
    expect(JSON.stringify(audited)).not.toMatch(/rpt_|horse|guess|secret/);
  });
});

it('a token that is revoked ends at once, and its name may be used again', async () => {
  const app = appWith();
  expect((await ask(app, '/', { authorization: writer })).status).toBe(200);
  revokeToken(ledger, 'writer');
  expect((await ask(app, '/', { authorization: writer })).status).toBe(401);
  const again = createToken(ledger, 'writer', 'read');
  expect((await ask(app, '/', { authorization: writer })).status).toBe(401);
  expect((await ask(app, '/', { authorization: `Bearer ${again}` })).status).toBe(200);
  ledger.rebuild();
  expect([(await ask(app, '/', { authorization: writer })).status, (await ask(app, '/', { authorization: `Bearer ${again}` })).status]).toEqual([401, 200]);
});

it('shows a browser no page before it has logged in, and then each', async () => {
  const app = appWith();
  for (const path of ['/', '/timeline', '/matrix', '/pacticipants/App', '/environments']) {
    const headers = { accept: 'text/html' };
    const refused = await ask(app, path, { headers });
    expect([refused.status, refused.headers.get('www-authenticate')?.startsWith('Basic realm='), (await refused.text()).includes('App')], path).toEqual([401, true, false]);
    const shown = await ask(app, path, { headers, authorization: basic('bob:battery: staple') });
    expect([shown.status, shown.headers.get('content-type')], path).toEqual([200, 'text/html;charset=utf-8']);
  }
});
