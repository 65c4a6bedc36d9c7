import type { Contract, HttpInteraction, TextTemplate } from '#core/contract';
import { RingproofError } from '#core/errors';
import { type Json, type JsonObject, isObject } from '#core/json';
import { type Template, regex } from '#core/matchers';
import { resolver } from '#documents/references';
import { templateOf } from '#documents/schema-template';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * A draft of a contract from an OpenAPI 3 document: for each operation and documented status one interaction, with the
 * fields that the description requires. The consumer then keeps what it relies on.
 * @throws RingproofError `RP_OPENAPI_INVALID`
 */
export function importOpenApi(document: JsonObject, { consumer, provider, file }: { consumer: string; provider: string; file: string }): Contract {
  const version = document.openapi;
  if (typeof version !== 'string' || !version.startsWith('3.')) throw new RingproofError('RP_OPENAPI_INVALID', { file, problem: `it says openapi: ${JSON.stringify(version ?? null)}; 3.0 and 3.1 are read` });
  const resolve = resolver(document, file);
  const paths = isObject(document.paths) ? document.paths : {};
  const interactions = Object.entries(paths).flatMap(([path, item]) => {
    const operations = resolve(item);
    return METHODS.filter((method) => isObject(operations[method])).flatMap((method) => operationInteractions(path, method, operations, { resolve, document, file }));
  });
  if (interactions.length === 0) throw new RingproofError('RP_OPENAPI_INVALID', { file, problem: 'it describes no operation' });
  return { consumer, provider, interactions };
}

function operationInteractions(path: string, method: (typeof METHODS)[number], item: JsonObject, { resolve, document, file }: { resolve: (node: Json | undefined) => JsonObject; document: JsonObject; file: string }): HttpInteraction[] {
  const operation = resolve(item[method]);
  const name = typeof operation.summary === 'string' ? operation.summary : typeof operation.operationId === 'string' ? operation.operationId : `${method.toUpperCase()} ${path}`;
  const parameters = [...listOf(item.parameters), ...listOf(operation.parameters)].map(resolve);
  const required = (place: string) => parameters.filter((one) => one.in === place && (one.required === true || place === 'path')).map((one) => [String(one.name as string), textOf(one, resolve)] as const);
  const query = Object.fromEntries(required('query'));
  const headers = { ...credential(operation.security ?? document.security, document, resolve), ...Object.fromEntries(required('header')) };
  const body = bodyOf(resolve(operation.requestBody), resolve);
  const request: HttpInteraction['request'] = {
    method: method.toUpperCase() as HttpInteraction['request']['method'], path: pathOf(path, new Map(required('path'))),
    ...(Object.keys(query).length > 0 && { query }), ...(Object.keys(headers).length > 0 && { headers }), ...(body && { body }),
  };
  return Object.entries(resolve(operation.responses)).filter(([status]) => /^[1-5]\d\d$/.test(status)).map(([status, answer]) => {
    const json = contentOf(resolve(answer), 'application/json', resolve);
    return {
      kind: 'http', description: `${name} → ${status}`, request,
      response: { status: Number(status), ...(json && { body: { json: templateOf(json, resolve) } }) },
      evidence: { kind: 'doc', source: `${file} ${method.toUpperCase()} ${path}` },
    };
  });
}

/** Of several ways to say who calls, the first. */
function credential(security: Json | undefined, document: JsonObject, resolve: (node: Json | undefined) => JsonObject): Record<string, TextTemplate> {
  const [name] = Object.keys(resolve(listOf(security)[0]));
  const scheme = resolve(resolve(resolve(document.components).securitySchemes)[name ?? '']);
  if (scheme.type === 'http') return { Authorization: scheme.scheme === 'basic' ? regex('^Basic \\S+$', 'Basic ZHVtbXk6ZHVtbXk=') : regex('^Bearer \\S+$', 'Bearer dummy') };
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return { Authorization: regex('^Bearer \\S+$', 'Bearer dummy') };
  return scheme.type === 'apiKey' && scheme.in === 'header' && typeof scheme.name === 'string' ? { [scheme.name]: regex('^.+$', 'dummy') } : {};
}

const listOf = (node: Json | undefined): Json[] => (Array.isArray(node) ? node : []);

function contentOf(holder: JsonObject, type: string, resolve: (node: Json | undefined) => JsonObject): JsonObject | undefined {
  const media = resolve(resolve(holder.content)[type]);
  return isObject(media.schema) ? resolve(media.schema) : undefined;
}

function bodyOf(requestBody: JsonObject, resolve: (node: Json | undefined) => JsonObject): HttpInteraction['request']['body'] {
  const json = contentOf(requestBody, 'application/json', resolve);
  if (json) return { json: templateOf(json, resolve) };
  const form = contentOf(requestBody, 'application/x-www-form-urlencoded', resolve);
  if (!form) return undefined;
  const fields = templateOf(form, resolve);
  return { form: Object.fromEntries(Object.entries(isObject(fields) ? fields : {}).map(([name, node]) => [name, asText(node as Template)])) };
}

/** What stands in a URL or a header is text, whatever its schema calls it. */
function textOf(parameter: JsonObject, resolve: (node: Json | undefined) => JsonObject): TextTemplate {
  return asText(templateOf(resolve(parameter.schema), resolve));
}

/** An example as it stands in a URL, a header or a form field. */
const shown = (value: Json | undefined): string => (value === undefined || value === null || value === '' ? 'x' : typeof value === 'string' ? value : JSON.stringify(value));

function asText(node: Template): TextTemplate {
  if (typeof node === 'string') return node;
  const { 'pact:matcher:type': type, value, regex: pattern } = (node ?? {}) as { 'pact:matcher:type'?: string; value?: Json; regex?: string };
  if (type === 'regex' && pattern !== undefined) return regex(pattern, shown(value));
  if (type === 'integer') return regex('^-?\\d+$', shown(value));
  return regex('^.+$', shown(value));
}

function pathOf(path: string, parameters: ReadonlyMap<string, TextTemplate>): TextTemplate {
  if (!path.includes('{')) return path;
  const at = (make: (text: TextTemplate) => string) => path.split(/(\{[^}]+\})/).map((part) => (part.startsWith('{') ? make(parameters.get(part.slice(1, -1)) ?? regex('^[^/]+$', 'x')) : part));
  const pattern = at((text) => (typeof text === 'string' ? text : (text.regex ?? '').replace(/^\^|\$$/g, ''))).map((part, index) => (index % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : part.replaceAll('.+', '[^/]+')));
  return regex(`^${pattern.join('')}$`, at((text) => (typeof text === 'string' ? text : shown(text.value as Json))).join(''));
}
