import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '#broker/routes/guard';
import { createToken } from '#broker/index';
import { head, rawHttp, statusOf } from '#broker/testing/raw-http';
import { brokerForEachTest } from '#broker/testing/running-broker';

// What HTTP clients do not write, and what Node's parser makes of it, is seen on the wire only.
let token: string;
let audited: AuditEntry[];
beforeEach(() => { audited = []; });
const on = brokerForEachTest((ledger) => {
  token = createToken(ledger, 'ci', 'read');
  return { access: { accounts: [{ name: 'ann', password: 'correct horse', role: 'write' }], tokens: [], publicRead: false, publicHeartbeat: false, publicBadges: false, audit: (entry) => audited.push(entry) } };
});
const ask = async (...headers: string[]) => statusOf(await rawHttp(on.server, head('GET', '/pacticipants', ...headers)));
const basic = (pair: string | Uint8Array) => `Authorization: Basic ${Buffer.from(pair).toString('base64')}`;

describe('on the wire', () => {
  it('the right credentials pass, in any case of the scheme', async () => {
    for (const header of [`Authorization: Bearer ${token}`, `authorization: bEARER ${token}  `, basic('ann:correct horse'), basic(`x:${token}`)]) expect([header, await ask(header)]).toEqual([header, 200]);
  });
  it.each<[string, () => string[], number]>([
    ['no header', () => [], 401],
    ['a token of 10 kB', () => [`Authorization: Bearer ${'x'.repeat(10_240)}`], 401],
    ['the right token and 10 kB more', () => [`Authorization: Bearer ${token}${'x'.repeat(10_240)}`], 401],
    ['a header above what Node reads', () => [`Authorization: Bearer ${'x'.repeat(20_000)}`], 431],
    ['a NUL', () => [`Authorization: Bearer ${token}\0`], 400],
    ['a control character', () => [`Authorization: Bearer \u0001${token}`], 400],
    ['a tab within', () => [`Authorization: Bearer ${token}\tx`], 401],
    ['a line that is folded', () => ['Authorization: Bearer', ` ${token}`], 400],
    ['the right one, then another', () => [`Authorization: Bearer ${token}`, 'Authorization: Bearer x'], 401],
    ['another, then the right one', () => ['Authorization: Bearer x', `Authorization: Bearer ${token}`], 401],
    ['the right one twice', () => [`Authorization: Bearer ${token}`, `Authorization: Bearer ${token}`], 401],
    ['what is not Base64', () => ['Authorization: Basic ann:correct horse'], 401],
    ['Base64 of what is no text', () => [basic(new Uint8Array([0xff, 0x3a, 0xfe]))], 401],
    ['the token in a cookie', () => [`Cookie: Authorization=Bearer ${token}`], 401],
    ['the token for a proxy', () => [`Proxy-Authorization: Bearer ${token}`], 401],
  ])('%s does not', async (_what, headers, status) => {
    expect(await ask(...headers())).toBe(status);
  });
  it('a secret in an address does not pass, and is not in the audit', async () => {
    expect(statusOf(await rawHttp(on.server, head('GET', `/pacticipants?token=${token}&access_token=${token}`)))).toBe(401);
    expect(audited).toEqual([{ who: undefined, from: '127.0.0.1', method: 'GET', path: '/pacticipants', status: 401 }]);
  });
  it('no refusal holds what was tried, nor does the audit', async () => {
    const guess = 'a-guess-of-somebody';
    for (const header of [`Authorization: Bearer ${guess}`, basic(`ann:${guess}`), basic(`${guess}:x`), `Authorization: ${guess}`]) expect(await rawHttp(on.server, head('PUT', '/pacticipants/App', 'Content-Length: 0', header))).not.toContain(guess);
    expect(audited.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(JSON.stringify(audited)).not.toMatch(/guess|horse|rpt_/);
  });
});
