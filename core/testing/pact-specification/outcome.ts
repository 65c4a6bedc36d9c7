import { check } from '#core/check';
import type { Contract, HttpInteraction } from '#core/contract';
import { type HttpRequest, type HttpResponse, queryOf } from '#core/exchange';
import { matchRequest, matchResponse } from '#core/interaction-match';
import { type JsonObject, isObject } from '#core/json';
import { NotExpressible } from '#core/matching-rules';
import { exchangeOf, messageOf } from '#core/pact-contract';
import type { Exception, SpecificationCase } from '#core/testing/pact-specification/cases';

const contract: Contract = { consumer: 'consumer', provider: 'provider', interactions: [] };
const of = (parts: ReturnType<typeof exchangeOf>): HttpInteraction => ({ kind: 'http', description: 'case', evidence: { kind: 'doc', source: 'pact-specification' }, ...parts });

const lowerCase = (headers: unknown) => Object.fromEntries(Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [name.toLowerCase(), String(value as string)]));

const textOf = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

function bodyText({ body }: JsonObject): string {
  if (body === undefined || body === null) return '';
  const content = isObject(body) && 'content' in body ? body['content'] : body;
  const type = isObject(body) && typeof body['contentType'] === 'string' ? body['contentType'] : 'application/json';
  if (content === '' || (content === null && isObject(body) && body['contentType'] === undefined)) return '';
  return typeof content === 'string' && !type.includes('json') ? content : JSON.stringify(content);
}

function requestOf(actual: JsonObject): HttpRequest {
  const pairs = Object.entries(isObject(actual['query']) ? actual['query'] : {}).flatMap(([name, values]) => (values as string[]).map((value): [string, string] => [name, value]));
  return { method: textOf(actual['method'], 'GET'), path: textOf(actual['path'], '/'), query: queryOf(new URLSearchParams(pairs)), headers: lowerCase(actual['headers']), body: bodyText(actual) };
}

/** Whether our own matching says what the case says. */
function matches({ name, expected, actual }: SpecificationCase): boolean {
  if (name.startsWith('request/')) return matchRequest(contract, of(exchangeOf({ request: expected })), requestOf(actual)).length === 0;
  if (name.startsWith('message/')) {
    const contents = isObject(actual['contents']) ? actual['contents']['content'] : undefined;
    return check(messageOf(expected).contents, contents, { extraFields: 'allowed' }).length === 0;
  }
  const response: HttpResponse = { status: typeof actual['status'] === 'number' ? actual['status'] : 200, headers: lowerCase(actual['headers']), body: bodyText(actual) };
  return matchResponse(contract, of(exchangeOf({ response: expected })), response).length === 0;
}

export function outcome(one: SpecificationCase): 'as the specification' | Exception['outcome'] {
  try {
    return matches(one) === one.match ? 'as the specification' : 'otherwise';
  } catch (problem) {
    if (problem instanceof NotExpressible) return 'not expressible';
    throw problem;
  }
}
