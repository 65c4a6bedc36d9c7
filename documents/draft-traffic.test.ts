import { describe, expect, it } from 'vitest';
import type { HttpInteraction } from '#core/contract';
import type { Exchange } from '#core/exchange';
import { matchRequest, matchResponse } from '#core/interaction-match';
import { draftText } from '#documents/draft';
import { draftFromTraffic } from '#documents/draft-traffic';

const call = (method: string, path: string, { headers = {}, query = {}, body = '', status = 200, answer = '{}' } = {}): Exchange & { kind: 'http' } =>
  ({ kind: 'http', at: 0, from: 'web', to: 'backend', request: { method, path, query, headers, body }, response: { status, headers: {}, body: answer } });
const draft = (...exchanges: Exchange[]) => draftFromTraffic(exchanges, { consumer: 'web', provider: 'backend', by: 'curl', file: 'web--backend.ts' });

const login = call('POST', '/api-token-auth/', {
  headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'ada@company.io', password: 'hunter2' }),
  answer: JSON.stringify({ token: '0123456789abcdef', experiments_queue_conn_str: 'Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=c2VjcmV0', id: 7 }),
});

describe('a draft of a contract from traffic', () => {
  it('holds no secret that went over the wire', () => {
    const text = draftText(draft(login, call('GET', '/me/', { headers: { authorization: 'Bearer eyJhbGciOi.abcdefgh.xyz' }, query: { access_token: 'q1w2e3' } })));
    for (const secret of ['hunter2', 'ada@company.io', '0123456789abcdef', 'c2VjcmV0', 'eyJhbGciOi', 'q1w2e3']) expect(text).not.toContain(secret);
    expect(text).toContain("Authorization: regex('^Bearer \\\\S+$', 'Bearer dummy')");
  });
  it('fits the traffic it was made from', () => {
    const seen = [login, call('PATCH', '/edge-device/7/', { headers: { authorization: 'Token abc', 'content-type': 'application/json' }, body: '{"name":"x","share":0.5}', query: { page: '2' }, status: 409, answer: '{"error":"taken","at":"2026-01-02T03:04:05Z"}' })];
    const contract = draft(...seen);
    contract.interactions.forEach((interaction, index) => {
      const { request, response } = seen[index] as (typeof seen)[number];
      expect(matchRequest(contract, interaction as HttpInteraction, request)).toEqual([]);
      expect(matchResponse(contract, interaction as HttpInteraction, response)).toEqual([]);
    });
  });
  it('tells one call with many ids once, and each status apart', () => {
    const names = draft(call('GET', '/edge-device/1/'), call('GET', '/edge-device/22/'), call('GET', '/edge-device/3/', { status: 404 })).interactions.map(({ description }) => description);
    expect(names).toEqual(['GET /edge-device/{id}/ → 200', 'GET /edge-device/{id}/ → 404']);
  });
  it('gates nothing before a person has reviewed it', () => {
    expect(draft(login).interactions.map(({ evidence }) => evidence.kind)).toEqual(['assumed']);
  });
  it('is refused when something still looks like a secret', () => {
    const key = call('GET', '/key/', { answer: JSON.stringify({ pem: '-----BEGIN PRIVATE KEY-----\nMIIE' }) });
    expect(() => draft(key)).toThrow(expect.objectContaining({ code: 'RP_DISCOVER_SECRET', values: expect.objectContaining({ what: 'a private key' }) as unknown }));
  });
});
