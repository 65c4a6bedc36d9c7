import { readFileSync } from 'node:fs';
import { RingproofError, reasonOf } from '#core/errors';
import { type HttpRequest, type HttpResponse, queryOf } from '#core/exchange';
import { type Json, isObject } from '#core/json';

/** One call and its answer, as nock's recorder tells them. Secrets are replaced. */
export interface Entry {
  scope: string;
  method: string;
  path: string;
  /** JSON, or text (a form); '' for none. */
  body: Json;
  reqheaders: Record<string, string>;
  status: number;
  response: Json;
  rawHeaders: Record<string, string>;
  /** `response` is then hexadecimal. */
  responseIsBinary: boolean;
}

export interface Cassette {
  schemaVersion: 1;
  /** RFC 3339. */
  recordedAt: string;
  entries: Entry[];
}

/** @throws RingproofError `RP_FILE_UNREADABLE`, `RP_CASSETTE_INVALID` */
export function readCassette(file: string): Cassette {
  const refuse = (problem: string) => new RingproofError('RP_CASSETTE_INVALID', { file, problem });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw error instanceof SyntaxError ? refuse(reasonOf(error)) : new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(error) }, error);
  }
  if (!isObject(value) || value.schemaVersion !== 1 || !Array.isArray(value.entries)) throw refuse('it has no schemaVersion 1 with entries');
  value.entries.forEach((entry, index) => {
    const whole = isObject(entry) && typeof entry.scope === 'string' && typeof entry.method === 'string' && typeof entry.path === 'string' && typeof entry.status === 'number';
    if (!whole) throw refuse(`entry ${index} lacks its scope, method, path or status`);
  });
  return value as unknown as Cassette;
}

/** JSON as text, and text as it is. */
export const asText = (body: Json): string => (typeof body === 'string' ? body : JSON.stringify(body));

export function requestOf({ method, path, body, reqheaders }: Entry): HttpRequest {
  const url = new URL(path, 'http://cassette');
  return { method, path: url.pathname, query: queryOf(url.searchParams), headers: reqheaders, body: asText(body) };
}

export function responseOf({ status, response, rawHeaders, responseIsBinary }: Entry): HttpResponse {
  const headers = Object.fromEntries(Object.entries(rawHeaders).map(([name, value]) => [name.toLowerCase(), value]));
  return { status, headers, body: responseIsBinary ? Buffer.from(asText(response), 'hex').toString('latin1') : asText(response) };
}
