import { expect, it } from 'vitest';
import { type Contract, type HttpInteraction, defineContract } from '#core/contract';
import type { HttpRequest, HttpResponse } from '#core/exchange';
import { matchResponse, route } from '#core/interaction-match';
import { integer, like, regex } from '#core/matchers';

const evidence = { kind: 'assumed', source: 'test' } as const;
const contract: Contract = defineContract({
  consumer: 'a', provider: 'b',
  interactions: [
    { kind: 'http', description: 'login', evidence, request: { method: 'POST', path: '/login/', body: { form: { username: like('x'), password: like('y') } } }, response: { status: 200 } },
    { kind: 'http', description: 'refused login', given: [{ name: 'wrong password' }], evidence, request: { method: 'POST', path: '/login/', body: { form: { username: like('x'), password: like('y') } } }, response: { status: 400 } },
    { kind: 'http', description: 'rename', evidence, request: { method: 'PATCH', path: regex('^/edge/\\d+/$', '/edge/7/'), headers: { Authorization: regex('^Bearer .+', 'Bearer t') }, body: { json: { id: integer(1) } } }, response: { status: 200 } },
  ],
});

const request = (changes: Partial<HttpRequest>): HttpRequest => ({
  method: 'PATCH', path: '/edge/9/', query: {}, headers: { authorization: 'Bearer secret', 'content-type': 'application/json', 'user-agent': 'x' }, body: '{"id":3}', ...changes,
});
const nearest = (changes: Partial<HttpRequest>) => route(contract, request(changes)).nearest;

it('finds the interaction a request satisfies, and ignores headers that clients add by themselves', () => {
  expect(route(contract, request({})).matches.map(({ description }) => description)).toEqual(['rename']);
});

it('finds all interactions that differ only in provider state', () => {
  const form = { method: 'POST', path: '/login/', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'password=p&username=u' };
  expect(route(contract, request(form)).matches.map(({ description }) => description)).toEqual(['login', 'refused login']);
});

it.each([
  ['another path', { path: '/edge/x/' }, 'path'],
  ['another method', { method: 'PUT' }, 'method'],
  ['no credentials', { headers: { 'content-type': 'application/json' } }, 'header'],
  ['an unknown query', { query: { page: '2' } }, 'query'],
  ['an unknown field', { body: '{"id":3,"x":1}' }, 'body'],
  ['a body that is not JSON', { body: '<html>' }, 'body'],
])('refuses %s and names the nearest interaction', (_, changes, code) => {
  const found = nearest(changes);
  expect(found?.interaction.description).toBe('rename');
  expect(found?.mismatches[0]?.code).toBe(code);
});

it('refuses a contract that describes an interaction twice', () => {
  const [first] = contract.interactions;
  expect(() => defineContract({ ...contract, interactions: [first, first].filter((one) => one !== undefined) })).toThrow(/RP_|twice/);
});

const answered: HttpInteraction = { kind: 'http', description: 'thing', evidence, request: { method: 'GET', path: '/thing' }, response: { status: 200, headers: { 'X-Kind': like('big') }, body: { json: { id: integer(1) } } } };
const good: HttpResponse = { status: 200, headers: { 'x-kind': 'small', 'x-more': 'yes' }, body: '{"id":3,"more":true}' };

it.each<[string, Partial<HttpResponse>, { code: string; path: string }[]]>([
  ['what it asks for, and more', {}, []],
  ['another status', { status: 404 }, [{ code: 'status', path: '' }]],
  ['a header that is missing', { headers: {} }, [{ code: 'header', path: 'x-kind' }]],
  ['a field of another type', { body: '{"id":"3"}' }, [{ code: 'body', path: '$.id' }]],
  ['a body that is not JSON', { body: '<html>' }, [{ code: 'body', path: '$' }]],
])('holds a response to the interaction: %s', (_, changes, mismatches) => {
  expect(matchResponse(contract, answered, { ...good, ...changes })).toMatchObject(mismatches);
  expect(matchResponse(contract, answered, { ...good, ...changes })).toHaveLength(mismatches.length);
});
