import { type Contract, type HttpInteraction, contractName } from '#core/contract';
import { type Json, type JsonObject, canonicalJson } from '#core/json';
import { example, isMatcher } from '#core/matchers';
import { schemaOf } from '#documents/json-schema';
import { parameterObject, pathTemplate } from '#documents/path-template';

/** One interaction with the contract that it is of. */
interface Known { contract: Contract; interaction: HttpInteraction }

/**
 * An OpenAPI 3.1 document of what the consumers of one provider need of it: not all that the provider can, but all that
 * somebody relies on. Answers of one status are alternatives; the interactions stand in `x-ringproof`.
 * @see https://spec.openapis.org/oas/v3.1.1
 */
export function openApiOf(provider: string, contracts: readonly Contract[], version = '0.0.0'): JsonObject {
  const known = contracts.filter((one) => one.provider === provider)
    .flatMap((contract) => contract.interactions.filter((one): one is HttpInteraction => one.kind === 'http').map((interaction) => ({ contract, interaction })));
  const operations = Map.groupBy(known, ({ interaction: { request } }) => `${pathTemplate(request.path).path} ${request.method.toLowerCase()}`);
  const paths: Record<string, JsonObject> = {};
  for (const key of [...operations.keys()].sort()) {
    const [path = '', method = ''] = key.split(' ');
    (paths[path] ??= {})[method] = operation(operations.get(key) ?? [], `${method}${path}`);
  }
  const consumers = [...new Set(known.map(({ contract }) => contract.consumer))].sort();
  return {
    openapi: '3.1.1',
    info: { title: provider, version, description: `What ${consumers.join(', ')} rely on, derived from their contracts. A provider may do more.` },
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, token: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <key>`' } } },
  };
}

function operation(known: Known[], id: string): JsonObject {
  const interactions = known.map(({ interaction }) => interaction);
  const responses = Map.groupBy(interactions, ({ response }) => String(response.status));
  const body = requestBody(interactions);
  return {
    operationId: id.replace(/[{}]/g, '').replace(/\W+/g, '-').replace(/^-|-$/g, ''),
    summary: interactions[0]?.description ?? '',
    parameters: parametersOf(interactions),
    ...(body && { requestBody: body }),
    responses: Object.fromEntries([...responses].sort(([a], [b]) => Number(a) - Number(b)).map(([status, answers]) => [status, responseObject(answers)])),
    security: securityOf(interactions),
    'x-ringproof': known.map(({ contract, interaction: { description, given = [], evidence } }) => ({ contract: contractName(contract), interaction: description, given: given.map(({ name }) => name), evidence: evidence.kind })),
  };
}

function parametersOf(interactions: HttpInteraction[]): JsonObject[] {
  const inPath = interactions.flatMap(({ request }) => pathTemplate(request.path).parameters);
  const path = [...new Set(inPath.map(({ name }) => name))].map((name) =>
    parameterObject(name, 'path', alternatives(inPath.filter((one) => one.name === name).map(({ pattern }) => ({ type: 'string', pattern })))));
  const named = (place: 'query' | 'header', of: (one: HttpInteraction) => object | undefined) => {
    const texts = interactions.map((one) => Object.entries((of(one) ?? {}) as NonNullable<HttpInteraction['request']['query']>));
    const names = [...new Set(texts.flatMap((list) => list.map(([name]) => name)))].filter((name) => name.toLowerCase() !== 'authorization').sort();
    return names.map((name) => {
      const holding = texts.flatMap((list) => list.filter(([one]) => one === name));
      return parameterObject(name, place, alternatives(holding.map(([, text]) => schemaOf(text, 'request'))), holding.length === interactions.length);
    });
  };
  return [...path, ...named('query', ({ request }) => request.query), ...named('header', ({ request }) => request.headers)];
}

function requestBody(interactions: HttpInteraction[]): JsonObject | undefined {
  const bodies = interactions.flatMap(({ request }) => request.body ?? []);
  if (bodies.length === 0) return undefined;
  const json = bodies.flatMap((body) => ('json' in body ? [schemaOf(body.json, 'request')] : []));
  const form = bodies.flatMap((body) => ('form' in body ? [schemaOf(body.form, 'request')] : []));
  const content = { ...(json.length > 0 && { 'application/json': { schema: alternatives(json) } }), ...(form.length > 0 && { 'application/x-www-form-urlencoded': { schema: alternatives(form) } }) };
  return { required: bodies.length === interactions.length, content };
}

function responseObject(answers: HttpInteraction[]): JsonObject {
  const bodies = answers.flatMap(({ response: { body } }) => body ?? []);
  const headers = Object.fromEntries(answers.flatMap(({ response }) => Object.entries(response.headers ?? {})).map(([name, text]) => [name, { schema: schemaOf(text, 'response') }]));
  const examples = Object.fromEntries(answers.flatMap(({ description, response: { body } }) => (body ? [[slug(description), { summary: description, value: example(body.json) }]] : [])) as [string, Json][]);
  return {
    description: answers.map(({ description }) => description).join('; '),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(bodies.length > 0 && { content: { 'application/json': { schema: alternatives(bodies.map(({ json }) => schemaOf(json, 'response'))), examples } } }),
  };
}

/** `Bearer` and `Token` are the two keywords of the platform; OpenAPI has no header parameter of that name. */
function securityOf(interactions: HttpInteraction[]): JsonObject[] {
  const schemes = interactions.flatMap(({ request: { headers = {} } }) => {
    const [, credential] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
    if (credential === undefined) return ['none'];
    const words = isMatcher(credential) ? (credential.regex ?? '') : credential;
    const named = [...(words.includes('Bearer') ? ['bearer'] : []), ...(words.includes('Token') ? ['token'] : [])];
    return named.length > 0 ? named : ['token'];
  });
  return [...new Set(schemes)].sort().map((scheme) => (scheme === 'none' ? {} : { [scheme]: [] }));
}

/** Different schemas of one place; the same one twice is one. */
function alternatives(schemas: JsonObject[]): JsonObject {
  const different = [...new Map(schemas.map((schema) => [canonicalJson(schema), schema])).values()];
  const [only] = different;
  return different.length === 1 && only ? only : { anyOf: different };
}

export const slug = (text: string): string => text.toLowerCase().replace(/\W+/g, '-').replace(/^-|-$/g, '');
