import type { Exchange } from '#core/exchange';
import type { Json } from '#core/json';
import type { Cassette } from '#stubs/cassettes/cassette';
import { findSecret, hideText, withoutSecrets } from '#stubs/cassettes/hide';

/** Where the published SDK calls; a cassette is replayed there. */
export const API = 'https://api.tracebloc.io';

/**
 * A cassette of what a service in this process heard, without its secrets.
 * @throws Error when something in it still looks like a secret
 */
export function cassetteOf(heard: readonly Extract<Exchange, { kind: 'http' }>[], recordedAt: string): Cassette {
  const entries = heard.map(({ request, response }) => ({
    scope: API, method: request.method, path: `${request.path}${queryText(request.query)}`,
    body: hideText(request.body), reqheaders: withoutSecrets(keep(request.headers, ['authorization', 'content-type'])) as Record<string, string>,
    status: response.status, response: withoutSecrets(parsed(response)), rawHeaders: keep(response.headers, ['content-type', 'content-disposition']), responseIsBinary: false,
  }));
  const found = findSecret(entries);
  if (found) throw new Error(`the cassette would hold ${found.what} at ${found.path}`);
  return { schemaVersion: 1, recordedAt, entries };
}

const keep = (headers: Record<string, string>, names: string[]): Record<string, string> => Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
const parsed = ({ headers, body }: { headers: Record<string, string>; body: string }): Json => (headers['content-type'] === 'application/json' ? (JSON.parse(body) as Json) : body);
function queryText(query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}
