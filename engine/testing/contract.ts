import { type Contract, defineContract } from '#core/contract';
import { boolean, decimal, eachLike, integer, like, regex, string, timestamp } from '#core/matchers';

const evidence = { kind: 'code', source: 'engine/testing' } as const;
const token = regex('^[0-9a-f]{8}$', '0123abcd');
const authorization = regex('^Token [0-9a-f]{8}$', 'Token 0123abcd');

/** A small contract with every shape that the engine must carry: form, JSON, query, states, messages, odd bodies. */
export const sample: Contract = defineContract({
  consumer: 'sample-cli',
  provider: 'sample-backend',
  interactions: [
    {
      kind: 'http', description: 'log in', given: [{ name: 'a user', params: { email: 'ada@example.org', quota: { gpu: 1 } } }], evidence, incident: 'cli#1',
      request: { method: 'POST', path: '/api-token-auth/', body: { form: { username: string('ada@example.org'), password: regex('.+', 's3&cret =') } } },
      response: { status: 200, headers: { 'X-Request': '1' }, body: { json: { token } } },
    },
    {
      kind: 'http', description: 'log in with a wrong password', given: [{ name: 'a locked user' }], evidence,
      request: { method: 'POST', path: '/api-token-auth/', body: { form: { username: string('ada@example.org'), password: regex('.+', 'wrong') } } },
      response: { status: 400, body: { json: { non_field_errors: eachLike('Unable to log in.') } } },
    },
    {
      kind: 'http', description: 'read a device', given: [{ name: 'a device' }, { name: 'a user' }], evidence, replay: 'safe',
      request: { method: 'GET', path: regex('^/devices/\\d+/$', '/devices/7/'), query: { page: regex('^\\d+$', '1'), sort: 'a b&c' }, headers: { Authorization: authorization } },
      response: { status: 200, body: { json: like({ id: integer(7), ok: boolean(true), load: decimal(0.5), at: timestamp('2026-01-02T03:04:05Z'), tags: eachLike({ name: string('x') }) }) } },
    },
    {
      kind: 'http', description: 'send an empty object', evidence: { kind: 'assumed', source: 'a guess', owner: 'cli' },
      request: { method: 'PUT', path: '/empty', body: { json: {} } },
      response: { status: 200, body: { json: [] } },
    },
    { kind: 'http', description: 'log out', evidence, request: { method: 'DELETE', path: '/session', headers: { Authorization: authorization } }, response: { status: 204 } },
    {
      kind: 'message', description: 'an experiment starts', given: [{ name: 'an experiment' }], evidence: { kind: 'old-sdk', source: 'sdk 0.1', owner: 'sdk' },
      contents: { id: integer(3), weights: eachLike(decimal(0.25)) }, metadata: { contentType: 'application/json', destination: regex('^jobs-.+$', 'jobs-1') },
    },
    { kind: 'message', description: 'an empty message', evidence, contents: {}, metadata: { contentType: 'application/json', count: '1' } },
  ],
});
