import type { Contract, Evidence, HttpInteraction, Interaction, MessageInteraction, ProviderState, TextTemplate } from '#core/contract';
import { RingproofError } from '#core/errors';
import { type Json, type JsonObject, isObject } from '#core/json';
import { NotExpressible, matcherOf, templateOf } from '#core/matching-rules';
import { type PactFile, type PactInteraction, provenanceOf } from '#core/pact';

/**
 * The contract that a pact of any writer states, to stub it or to compare with it.
 * @param file the name shown in errors
 * @throws RingproofError `RP_PACT_UNREADABLE` when it uses what contracts have no words for (docs: stubs/README.md)
 */
export function contractOfPact({ consumer, provider, interactions }: PactFile, file: string): Contract {
  return {
    consumer: consumer.name, provider: provider.name,
    interactions: interactions.map((one) => {
      try {
        return interactionOf(one, file);
      } catch (problem) {
        if (!(problem instanceof NotExpressible)) throw problem;
        throw new RingproofError('RP_PACT_UNREADABLE', { file, problem: `"${one.description}" has ${problem.message}, which ringproof does not read` }, problem);
      }
    }),
  };
}

function interactionOf(one: PactInteraction, file: string): Interaction {
  const { evidence: kind = 'doc', source = file } = provenanceOf(one) ?? {};
  const evidence: Evidence = { kind, source };
  const given = (one.providerStates ?? []) as ProviderState[];
  const common = { description: one.description, ...(given.length > 0 && { given }), evidence };
  if (one.type === 'Synchronous/HTTP') return { kind: 'http', ...common, ...exchangeOf(one) };
  if (one.type === 'Asynchronous/Messages') return { kind: 'message', ...common, ...messageOf(one) };
  throw new NotExpressible('a message that is answered');
}

/** An interaction's parts as its file has them. */
type Parts = Readonly<Record<string, unknown>>;

/** @throws NotExpressible */
export function exchangeOf({ request, response }: Parts): Pick<HttpInteraction, 'request' | 'response'> {
  const [asked, answered] = [objectOf(request), objectOf(response)];
  const rules = rulesOf(asked);
  const path = typeof asked['path'] === 'string' ? asked['path'] : '/';
  const body = bodyOf(asked);
  const answer = bodyOf(answered);
  if (answer && 'form' in answer) throw new NotExpressible('a form as an answer');
  return {
    request: {
      method: (typeof asked['method'] === 'string' ? asked['method'].toUpperCase() : 'GET') as HttpInteraction['request']['method'],
      path: matcherOf(rules['path'], path) ?? path,
      ...texts('query', asked['query'], rules['query']), ...texts('headers', asked['headers'], rules['header']),
      ...(body && { body }),
    },
    response: {
      status: typeof answered['status'] === 'number' ? answered['status'] : 200,
      ...texts('headers', answered['headers'], rulesOf(answered)['header']), ...(answer && { body: answer }),
    },
  };
}

/** @throws NotExpressible */
export function messageOf(one: Parts): Pick<MessageInteraction, 'contents' | 'metadata'> {
  const rules = objectOf(one.matchingRules);
  // Version 3 called the rules of a message's body by another name.
  const body = bodyOf({ body: (one.contents ?? null) as Json, matchingRules: { body: rules['body'] ?? rules['content'] ?? {} } });
  if (!body || 'form' in body) throw new NotExpressible(body ? 'a form as a message' : 'a message without contents');
  const metadata = texts('metadata', one.metadata, rules['metadata'])['metadata'] ?? {};
  return { contents: body.json, metadata };
}

type Texts<Name extends string> = { [name in Name]?: Record<string, TextTemplate> };

/** Several values of one name are one text, as the stubs show what they were asked. */
function texts<Name extends string>(name: Name, values: unknown, rules: unknown): Texts<Name> {
  const read = Object.entries(objectOf(values)).map(([key, value]): [string, TextTemplate] => {
    const text = (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ');
    const rule = Object.entries(objectOf(rules)).find(([named]) => named.toLowerCase() === key.toLowerCase())?.[1];
    return [key, matcherOf(rule, text) ?? text];
  });
  return (read.length > 0 ? { [name]: Object.fromEntries(read) } : {}) as Texts<Name>;
}

function bodyOf(side: JsonObject): { json: ReturnType<typeof templateOf> } | { form: Record<string, TextTemplate> } | undefined {
  const { body } = side;
  if (!isObject(body) || body['content'] === undefined || body['content'] === '' || (body['content'] === null && body['contentType'] === undefined)) return undefined;
  const { content, contentType = 'application/json', encoded } = body;
  const rules = objectOf(rulesOf(side)['body']);
  const type = typeof contentType === 'string' ? contentType : '';
  if (type.startsWith('application/x-www-form-urlencoded') && typeof content === 'string') {
    const fields = templateOf(Object.fromEntries(new URLSearchParams(content)), rules);
    return { form: fields as Record<string, TextTemplate> };
  }
  if (!/^application\/([\w.-]+\+)?json/.test(type)) throw new NotExpressible(`a body of the type ${type}`);
  return { json: templateOf(encoded === 'JSON' && typeof content === 'string' ? (JSON.parse(content) as Json) : (content ?? null), rules) };
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
const rulesOf = (side: JsonObject): JsonObject => objectOf(side['matchingRules']);
