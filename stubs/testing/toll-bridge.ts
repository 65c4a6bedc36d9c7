import { type Contract, defineContract } from '#core/contract';
import { integer, regex, string } from '#core/matchers';

const evidence = { kind: 'doc', source: 'a test' } as const;
const token = { Authorization: regex('^Bearer \\S+$', 'Bearer dummy') };

/** A contract that has what stubs must tell apart: plain and patterned paths, one request in two states, a body, an empty answer. */
export const tollBridge: Contract = defineContract({
  consumer: 'car',
  provider: 'toll-bridge',
  interactions: [
    { kind: 'http', description: 'the tariff', evidence, request: { method: 'GET', path: '/tariff' }, response: { status: 200, headers: { 'Cache-Control': 'no-store' }, body: { json: { euro: integer(3) } } } },
    { kind: 'http', description: 'a crossing is paid', evidence, given: [{ name: 'a known car', params: { plate: 'B-RP 1' } }], request: { method: 'POST', path: '/crossings', headers: token, body: { json: { plate: string('B-RP 1') } } }, response: { status: 201, body: { json: { crossing: integer(7) } } } },
    { kind: 'http', description: 'a crossing on an empty account', evidence, given: [{ name: 'an empty account' }], request: { method: 'POST', path: '/crossings', headers: token, body: { json: { plate: string('B-RP 1') } } }, response: { status: 402, body: { json: { message: string('The account is empty.') } } } },
    { kind: 'http', description: 'one crossing', evidence, request: { method: 'GET', path: regex('^/crossings/\\d+$', '/crossings/7'), headers: token }, response: { status: 200, body: { json: { crossing: integer(7) } } } },
    { kind: 'http', description: 'a crossing is taken back', evidence, request: { method: 'DELETE', path: regex('^/crossings/\\d+$', '/crossings/7'), headers: token }, response: { status: 204 } },
  ],
});
