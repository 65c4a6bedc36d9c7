import { RingproofError, reasonOf } from '#core/errors';
import { type Json, type JsonObject, isObject } from '#core/json';

export interface RemoteOptions { baseUrl: string; token?: string; username?: string; password?: string }

/** An answer in JSON. `text` is the body as it came. */
export interface Answer { status: number; body: JsonObject; text: string; type: string; location: string | undefined }

export interface Http {
  readonly baseUrl: string;
  /** `accept` is asked for before the API's own types. */
  get(path: string, accept?: string): Promise<Answer>;
  /** Sends JSON. Answers of 200-299, 404, and those in `expected` are given back; all others are errors. */
  send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown, expected?: readonly number[]): Promise<Answer>;
}

const PATIENCE_MS = 60_000;

/** Talks to a broker. Links of its answers are taken as paths below `baseUrl`, so that no credential leaves for another host. */
export function httpTo({ baseUrl, token, username, password }: RemoteOptions): Http {
  const base = baseUrl.replace(/\/+$/, '');
  const authorization = token ? `Bearer ${token}` : username ? `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` : undefined;
  const call = async (method: string, path: string, body: unknown, expected: readonly number[], accept?: string): Promise<Answer> => {
    const url = urlOf(base, path);
    const headers = {
      accept: `${accept ? `${accept}, ` : ''}application/hal+json, application/json, application/problem+json`,
      ...(authorization && { authorization }),
      ...(body !== undefined && { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
    };
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, { method, headers, signal: AbortSignal.timeout(PATIENCE_MS), ...(body !== undefined && { body: JSON.stringify(body) }) });
      text = await response.text();
    } catch (thrown) {
      throw new RingproofError('RP_BROKER_UNREACHABLE', { url: base, reason: reasonOf(thrown) }, thrown);
    }
    return answerOf(base, url, response, text, expected);
  };
  return { baseUrl: base, get: (path, accept) => call('GET', path, undefined, [], accept), send: (method, path, body, expected = []) => call(method, path, body, expected) };
}

function urlOf(base: string, path: string): string {
  if (!/^https?:/i.test(path)) return base + path;
  const { pathname, search } = new URL(path);
  const prefix = new URL(base).pathname.replace(/\/$/, '');
  return base + (pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname) + search;
}

function answerOf(base: string, url: string, response: Response, text: string, expected: readonly number[]): Answer {
  const { status, headers } = response;
  if (status === 401 || status === 403) {
    // A proxy says so in HTML or in nothing; ours says whose credentials may do what.
    const problem = problemsOf(jsonOf(text) ?? {}).join('; ') || 'not allowed';
    throw new RingproofError('RP_BROKER_REFUSED', { url: base, status, problem, advice: REFUSALS[status] });
  }
  if (status >= 500) throw new RingproofError('RP_BROKER_UNREACHABLE', { url: base, reason: `it answered ${status} ${shortened(text)}`.trim() });
  const body = status === 204 ? {} : jsonOf(text);
  if (!body) throw new RingproofError('RP_BROKER_NOT_A_BROKER', { url, what: /^\s*</.test(text) ? 'HTML' : text === '' ? `${status} with nothing` : 'something that is not JSON' });
  const good = status < 400 || status === 404 || expected.includes(status);
  if (!good) throw new RingproofError('RP_BROKER_REFUSED', { url: base, status, problem: problemsOf(body).join('; ') || shortened(text), advice: 'The request was understood and refused; nothing was changed.' });
  return { status, body, text, type: headers.get('content-type') ?? '', location: headers.get('location') ?? undefined };
}

const REFUSALS = {
  401: 'Check PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.',
  403: 'These credentials are known and may not do this: publishing and recording need ones that may write.',
};

function jsonOf(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The sentences of the broker's error body: `errors` is a list, lists by field, or a list of problems (RFC 9457) that point to their fields. */
export function problemsOf({ errors, error, detail }: JsonObject): string[] {
  if (Array.isArray(errors)) return errors.map((one) => (typeof one === 'string' ? one : problemOf(one)));
  if (isObject(errors)) return Object.entries(errors).flatMap(([field, list]) => (Array.isArray(list) ? list : [list]).map((one) => `${field} ${typeof one === 'string' ? one : JSON.stringify(one)}`));
  if (typeof detail === 'string') return [detail];
  return error === undefined ? [] : [typeof error === 'string' ? error : JSON.stringify(error)];
}

function problemOf(problem: Json): string {
  if (!isObject(problem) || typeof problem['detail'] !== 'string') return JSON.stringify(problem);
  return typeof problem['pointer'] === 'string' ? `${problem['pointer'].replace(/^\//, '')} ${problem['detail']}` : problem['detail'];
}

const shortened = (text: string) => (/^\s*</.test(text) ? '' : text.slice(0, 200));
