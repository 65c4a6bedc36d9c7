import { check } from '#core/check';
import { type Contract, type HttpInteraction, type TextTemplate, contractName } from '#core/contract';
import { reasonOf } from '#core/errors';
import { matchRequest, textExample } from '#core/interaction-match';
import { type Json, type JsonObject, isObject } from '#core/json';
import { type Matcher, example, isMatcher } from '#core/matchers';
import type { Mismatch } from '#core/mismatch';

/** The other side, or the stub itself, is not what the contract says. */
export class ContractBroken extends Error {
  readonly mismatches: Mismatch[];
  constructor(mismatches: Mismatch[]) {
    super(mismatches.map(({ interaction, code, path, expected, actual }) => `${interaction}: ${code} ${path} expected ${expected}, got ${actual}`).join('; '));
    this.mismatches = mismatches;
  }
}

export interface Filling {
  baseUrl: string;
  token: string;
  /** Values for the varying segments of the path, in order. */
  path?: string[];
  /** Values for the fields of the body; each must be a field of the contract. */
  body?: JsonObject;
  /** The keyword before the token, where the contract's own is for another kind of token. */
  scheme?: string;
  /** Sends what the contract forbids: for stubs that misbehave on purpose. */
  unheld?: boolean;
}

/**
 * Sends one interaction's request with real values in the places its matchers leave open, and holds the answer to the
 * contract. The request itself is held too: a stub that fills in what the contract does not allow is a broken one.
 * @throws ContractBroken
 */
export async function speak(contract: Contract, description: string, filling: Filling, fetch: typeof globalThis.fetch): Promise<Json> {
  const interaction = contract.interactions.find((one): one is HttpInteraction => one.kind === 'http' && one.description === description);
  if (!interaction) throw new Error(`${contractName(contract)} has no HTTP interaction "${description}"`);
  const { request } = interaction;
  const path = filledPath(request.path, filling.path ?? []);
  const body = request.body && 'json' in request.body ? JSON.stringify(filledBody(example(request.body.json), filling.body ?? {})) : '';
  const headers = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, template]) => [name.toLowerCase(), filledHeader(name, template, filling.token)]));
  const wrong = matchRequest(contract, interaction, { method: request.method, path, query: {}, headers: { ...headers, 'content-type': 'application/json' }, body });
  if (wrong.length > 0 && !filling.unheld) throw new ContractBroken(wrong);
  const authorization = filling.scheme !== undefined && { authorization: `${filling.scheme} ${filling.token}` };
  const sent = { method: request.method, headers: { ...headers, ...authorization, 'user-agent': contract.consumer, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body } : {}) };
  const mismatch = (code: Mismatch['code'], place: string, expected: string, actual: string): Mismatch =>
    ({ code, contract: contractName(contract), interaction: description, path: place, expected, actual, advice: '' });
  const response = await fetch(`${filling.baseUrl}${path}`, sent).catch((error: unknown) => {
    throw new ContractBroken([mismatch('transport', path, 'an answer', reasonOf(error))]);
  });
  const text = await response.text();
  if (response.status !== interaction.response.status) throw new ContractBroken([mismatch('status', path, String(interaction.response.status), `${response.status} ${text.slice(0, 200)}`)]);
  if (!interaction.response.body) return null;
  const answer = parse(text);
  const differences = check(interaction.response.body.json, answer, { extraFields: 'allowed' });
  if (differences.length > 0) throw new ContractBroken(differences.map((one) => mismatch('body', one.path, one.expected, one.actual)));
  return answer ?? null;
}

/** Puts values into the segments that the contract's pattern leaves open: where the pattern's own segment is not plain text. */
export function filledPath(template: TextTemplate, values: string[]): string {
  if (!isMatcher(template)) return template;
  const open = (template.regex ?? '').replace(/^\^|\$$/g, '').split('/').map((segment) => /[[\\(+*.]/.test(segment));
  const left = [...values];
  return textExample(template).split('/').map((segment, index) => (open[index] ? (left.shift() ?? segment) : segment)).join('/');
}

/** `Bearer dummy` → `Bearer <token>`: the keyword is the contract's, the token the pod's. */
const filledHeader = (name: string, template: TextTemplate | Matcher, token: string): string =>
  name.toLowerCase() === 'authorization' ? textExample(template).replace(/\S+$/, token) : textExample(template);

function filledBody(shape: Json, values: JsonObject): Json {
  if (!isObject(shape)) return shape;
  for (const name of Object.keys(values)) if (!(name in shape)) throw new Error(`the contract's body has no field "${name}"`);
  return { ...shape, ...values };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
