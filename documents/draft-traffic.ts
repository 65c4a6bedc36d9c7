import type { Body, Contract, HttpInteraction, TextTemplate } from '#core/contract';
import { RingproofError } from '#core/errors';
import type { Exchange, HttpRequest } from '#core/exchange';
import { findSecret, hideText, withoutSecrets } from '#core/hide';
import { inferTemplate } from '#core/infer';
import type { Json } from '#core/json';
import { regex } from '#core/matchers';

const VARIABLE = /^(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * A draft of a contract from traffic: one interaction for each call and status, with inferred matchers. Secrets are replaced, and
 * what still looks like one stops it.
 * @param by the consumer that made the calls, for the evidence
 * @throws RingproofError `RP_DISCOVER_SECRET`
 */
export function draftFromTraffic(exchanges: readonly Exchange[], { consumer, provider, by, file }: { consumer: string; provider: string; by: string; file: string }): Contract {
  const interactions = new Map<string, HttpInteraction>();
  for (const exchange of exchanges) {
    if (exchange.kind !== 'http' || !METHODS.includes(exchange.request.method)) continue;
    const interaction = interactionOf(exchange, by);
    if (!interactions.has(interaction.description)) interactions.set(interaction.description, interaction);
  }
  const contract: Contract = { consumer, provider, interactions: [...interactions.values()] };
  const found = findSecret(contract as unknown as Json);
  if (found) throw new RingproofError('RP_DISCOVER_SECRET', { file, ...found });
  return contract;
}

function interactionOf({ request, response }: Extract<Exchange, { kind: 'http' }>, by: string): HttpInteraction {
  const segments = hideText(request.path).split('/');
  const shape = segments.map((one) => (VARIABLE.test(one) ? '{id}' : one)).join('/');
  const query = Object.fromEntries(Object.entries(withoutSecrets(request.query) as Record<string, string>).map(([name, value]) => [name, anyText(value)]));
  const authorization = credential(request.headers['authorization']);
  const body = bodyOf(request);
  const answer = jsonOf(response.body);
  return {
    kind: 'http', description: `${request.method} ${shape} → ${response.status}`,
    request: {
      method: request.method as HttpInteraction['request']['method'],
      path: segments.some((one) => VARIABLE.test(one)) ? regex(`^${segments.map((one) => (VARIABLE.test(one) ? (/^\d+$/.test(one) ? '\\d+' : '[0-9a-fA-F-]{36}') : escaped(one))).join('/')}$`, segments.join('/')) : segments.join('/'),
      ...(Object.keys(query).length > 0 && { query }), ...(authorization && { headers: { Authorization: authorization } }), ...(body && { body }),
    },
    response: { status: response.status, ...(answer !== undefined && { body: { json: inferTemplate(withoutSecrets(answer)) } }) },
    evidence: { kind: 'assumed', source: `traffic of ${by}, seen once; not reviewed yet` },
  };
}

/** The keyword counts, never the token. */
function credential(header: string | undefined): TextTemplate | undefined {
  const keyword = /^(\w+) \S/.exec(header ?? '')?.[1];
  return keyword === undefined ? undefined : regex(`^${keyword} \\S+$`, `${keyword} dummy`);
}

function bodyOf({ headers, body }: HttpRequest): Body | undefined {
  if (body === '') return undefined;
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const fields = withoutSecrets(Object.fromEntries(new URLSearchParams(body))) as Record<string, string>;
    return { form: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, anyText(value)])) };
  }
  const json = jsonOf(body);
  return json === undefined ? undefined : { json: inferTemplate(withoutSecrets(json)) };
}

const anyText = (value: string): TextTemplate => (/^\d+$/.test(value) ? regex('^\\d+$', value) : regex('^.+$', value === '' ? 'x' : value));
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
