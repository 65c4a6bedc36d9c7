import type { Exchange } from '#core/exchange';
import { type Endpoint, wholeNumber } from '#emulators/service-bus/control/control';

const MOST = 1000;

/**
 * `GET /ringproof/journal?entity=&kind=&since=&limit=`: the exchanges after number `since`, oldest first. `next` is the
 * `since` that continues; `forgotten` tells how many of those asked for are no longer kept.
 */
export const readJournal: Endpoint = ({ journal }, { query }) => {
  const entity = query.get('entity')?.toLowerCase();
  const kind = query.get('kind');
  const { exchanges } = journal;
  const total = 'total' in journal && typeof journal.total === 'number' ? journal.total : exchanges.length;
  const first = total - exchanges.length;
  const since = wholeNumber('since', query.get('since'), 0);
  const limit = wholeNumber('limit', query.get('limit'), 100, MOST);
  const found: object[] = [];
  let next = Math.max(since, first);
  for (; next < total && found.length < limit; next++) {
    const exchange = exchanges[next - first];
    if (exchange && (!entity || entityOf(exchange) === entity) && (!kind || kindOf(exchange) === kind)) found.push(shown(exchange, next + 1));
  }
  return { json: { total, forgotten: Math.max(0, first - since), next: Math.min(next, total), exchanges: found } };
};

const entityOf = (exchange: Exchange): string => (exchange.kind === 'message' ? exchange.entity : exchange.to).toLowerCase();

/** `send`, or how a message was settled, or `http`. */
function kindOf(exchange: Exchange): string {
  if (exchange.kind !== 'message') return exchange.kind;
  const { settlement } = exchange.properties;
  return typeof settlement === 'string' ? settlement : 'send';
}

const shown = (exchange: Exchange, number: number): object => (exchange.kind === 'http' ? { number, ...exchange } : {
  number, kind: kindOf(exchange), at: new Date(exchange.at).toISOString(), from: exchange.from, to: exchange.to,
  entity: exchange.entity, body: exchange.body, properties: exchange.properties,
});
