import { type CheckOptions, check } from '#core/check';
import { show } from '#core/difference';
import type { Contract, HttpInteraction, TextTemplate } from '#core/contract';
import { contractName } from '#core/contract';
import type { HttpRequest, HttpResponse } from '#core/exchange';
import { checkHeader } from '#core/header-match';
import type { Json } from '#core/json';
import { example, isMatcher } from '#core/matchers';
import type { Mismatch } from '#core/mismatch';

const REFUSED: CheckOptions = { extraFields: 'refused' };
const ALLOWED: CheckOptions = { extraFields: 'allowed' };

/** Headers a client or proxy adds by itself; the contract need not know them. */
const TRANSPORT_HEADERS = new Set([
  'host', 'connection', 'content-length', 'transfer-encoding', 'accept', 'accept-encoding', 'accept-language', 'user-agent',
  'content-type', 'proxy-connection', 'proxy-authorization', 'te', 'trailer', 'upgrade', 'via', 'keep-alive', 'priority',
]);

/** Every way in which a request is not the one the interaction describes; empty when it is. */
export function matchRequest(contract: Contract, interaction: HttpInteraction, actual: HttpRequest): Mismatch[] {
  const { request } = interaction;
  const found: Mismatch[] = [];
  const add = (code: Mismatch['code'], path: string, expected: string, got: string) =>
    found.push({ code, contract: contractName(contract), interaction: interaction.description, path, expected, actual: got, advice: '' });

  if (request.method !== actual.method.toUpperCase()) add('method', '', request.method, actual.method);
  for (const d of check(request.path, actual.path, REFUSED)) add('path', '', d.expected, d.actual);
  for (const [name, template] of Object.entries(request.query ?? {})) {
    for (const d of check(template, actual.query[name], REFUSED)) add('query', name, d.expected, d.actual);
  }
  for (const name of Object.keys(actual.query)) if (!(name in (request.query ?? {}))) add('query', name, 'nothing', show(actual.query[name] ?? null));
  const expectedHeaders = lowerCaseKeys(request.headers ?? {});
  for (const [name, template] of Object.entries(expectedHeaders)) {
    for (const d of checkHeader(name, template, actual.headers[name])) add('header', name, d.expected, d.actual);
  }
  for (const name of Object.keys(actual.headers)) {
    if (!(name in expectedHeaders) && !TRANSPORT_HEADERS.has(name) && !name.startsWith('sec-')) add('header', name, 'nothing', show(actual.headers[name] ?? null));
  }
  for (const d of bodyDifferences(interaction, actual)) add('body', d.path, d.expected, d.actual);
  return found;
}

function bodyDifferences({ request: { body } }: HttpInteraction, actual: HttpRequest) {
  if (!body) return actual.body === '' ? [] : [{ path: '$', expected: 'no body', actual: show(actual.body) }];
  const isForm = (actual.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if ('form' in body) {
    if (!isForm) return [{ path: '$', expected: 'application/x-www-form-urlencoded', actual: actual.headers['content-type'] ?? 'no content-type' }];
    return check(body.form, Object.fromEntries(new URLSearchParams(actual.body)), REFUSED);
  }
  try {
    return check(body.json, JSON.parse(actual.body) as Json, REFUSED);
  } catch {
    return [{ path: '$', expected: 'JSON', actual: show(actual.body) }];
  }
}

/** Every way in which a response is not the one the interaction describes. More fields and headers than it names are allowed, as in Pact. */
export function matchResponse(contract: Contract, interaction: HttpInteraction, actual: HttpResponse): Mismatch[] {
  const { status, headers = {}, body } = interaction.response;
  const found: Mismatch[] = [];
  const add = (code: Mismatch['code'], path: string, expected: string, got: string) =>
    found.push({ code, contract: contractName(contract), interaction: interaction.description, path, expected, actual: got, advice: '' });
  if (status !== actual.status) add('status', '', String(status), String(actual.status));
  for (const [name, template] of Object.entries(lowerCaseKeys(headers))) {
    for (const d of checkHeader(name, template, actual.headers[name])) add('header', name, d.expected, d.actual);
  }
  if (!body) return found;
  try {
    for (const d of check(body.json, JSON.parse(actual.body) as Json, ALLOWED)) add('body', d.path, d.expected, d.actual);
  } catch {
    add('body', '$', 'JSON', show(actual.body));
  }
  return found;
}

export interface Nearest { interaction: HttpInteraction; mismatches: Mismatch[] }

/** The interactions a request satisfies, and the nearest one with what is wrong when it satisfies none. */
export function route(contract: Contract, actual: HttpRequest): { matches: HttpInteraction[]; nearest?: Nearest } {
  const http = contract.interactions.filter((one): one is HttpInteraction => one.kind === 'http');
  const scored = http.map((interaction) => ({ interaction, mismatches: matchRequest(contract, interaction, actual) }));
  const matches = scored.filter(({ mismatches }) => mismatches.length === 0).map(({ interaction }) => interaction);
  if (matches.length > 0) return { matches };
  const [nearest] = scored.sort((a, b) => distance(a.mismatches) - distance(b.mismatches));
  return nearest ? { matches, nearest } : { matches };
}

/** A wrong path says more than a wrong field: it most likely is another call. */
const WEIGHT: Partial<Record<Mismatch['code'], number>> = { path: 100, method: 10 };
const distance = (mismatches: Mismatch[]) => mismatches.reduce((sum, { code }) => sum + (WEIGHT[code] ?? 1), 0);

const lowerCaseKeys = (headers: Record<string, TextTemplate>) =>
  Object.fromEntries(Object.entries(headers).map(([name, template]) => [name.toLowerCase(), template]));

/** The text a template stands for in a URL or a header. */
export const textExample = (template: TextTemplate): string => String(isMatcher(template) ? (example(template) as string) : template);
