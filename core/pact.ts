import type { EvidenceKind } from '#core/contract';
import { RingproofError } from '#core/errors';
import { type Json, type JsonObject, canonicalJson, isObject } from '#core/json';

/** A pact holds examples, not data. Checked before parsing, so that a huge file costs nothing. */
export const PACT_LIMIT_MB = 20;

/** How the consumer's side was obtained: sent by ringproof's own driver, or called by a real consumer. */
export type Obtained = 'specification' | 'recorded';

/** `comments.references.ringproof` of an interaction. Pact keeps `references` through every tool and broker. */
export interface Provenance {
  evidence: EvidenceKind;
  source: string;
  incident?: string;
  obtained: Obtained;
  /** The consumer that made the call; only with `recorded`. */
  by?: string;
}

/** One entry of `interactions` in a V4 pact file, as far as ringproof reads it; everything else is kept as it is. */
export interface PactInteraction {
  type: 'Synchronous/HTTP' | 'Asynchronous/Messages' | 'Synchronous/Messages';
  description: string;
  pending?: boolean;
  providerStates?: { name: string; params?: JsonObject }[];
  comments?: JsonObject;
  /** The broker's id of the interaction; never part of the recorded file. */
  _id?: string;
  [part: string]: unknown;
}

/** @see https://github.com/pact-foundation/pact-specification/tree/version-4 */
export interface PactFile {
  consumer: { name: string };
  provider: { name: string };
  interactions: PactInteraction[];
  metadata: JsonObject;
}

/**
 * Reads the text of a pact file.
 * @param file the name shown in errors
 * @throws RingproofError `RP_PACT_TOO_LARGE`, `RP_PACT_UNREADABLE`, or `RP_PACT_SPEC` when it is not version 4
 */
export function parsePact(text: string, file: string): PactFile {
  checkPactSize(Buffer.byteLength(text), file);
  const value = parseJson(text, file);
  const refuse = (problem: string) => new RingproofError('RP_PACT_UNREADABLE', { file, problem });
  if (!isObject(value)) throw refuse('it holds no JSON object');
  for (const side of ['consumer', 'provider']) {
    const named = value[side];
    if (!isObject(named) || typeof named.name !== 'string') throw refuse(`it has no ${side} name`);
  }
  const version = specificationOf(value);
  if (!version.startsWith('4')) throw new RingproofError('RP_PACT_SPEC', { file, version });
  if (!Array.isArray(value.interactions)) throw refuse('it has no interactions');
  value.interactions.forEach((one, index) => {
    const problem = interactionProblem(one);
    if (problem) throw refuse(`interaction ${index} ${problem}`);
  });
  return value as unknown as PactFile;
}

/** @throws RingproofError `RP_PACT_TOO_LARGE`; for callers that know a file's size before they read it */
export function checkPactSize(bytes: number, file: string): void {
  const size = bytes / 1e6;
  if (size > PACT_LIMIT_MB) throw new RingproofError('RP_PACT_TOO_LARGE', { file, size: Math.ceil(size), limit: PACT_LIMIT_MB });
}

/**
 * The canonical bytes of a pact: keys sorted, interactions by description then states, two spaces, one final newline.
 * Metadata is the specification version alone, so that a new engine writes the same file.
 */
export function formatPact(pact: PactFile): string {
  const { consumer, provider } = pact;
  const interactions = pact.interactions.map((one) => without(one, ['_id']) as PactInteraction).sort(byKey);
  const canonical = { consumer: { name: consumer.name }, provider: { name: provider.name }, interactions, metadata: V4 };
  return `${canonicalJson(canonical as unknown as Json, 2)}\n`;
}

export const V4: JsonObject = { pactSpecification: { version: '4.0' } };

/** Pact's identity of an interaction: its description and its provider states. */
export const interactionKey = (one: PactInteraction): string =>
  `${one.description}\n${canonicalJson(one.providerStates ?? [])}`;

/** Where an interaction came from, or undefined when the pact was not recorded by ringproof. */
export function provenanceOf(one: PactInteraction): Provenance | undefined {
  const references = one.comments?.references;
  const found = isObject(references) ? references.ringproof : undefined;
  return isObject(found) && typeof found.evidence === 'string' ? (found as unknown as Provenance) : undefined;
}

/** True when both say the same to the other side; comments, ids and `pending` say nothing to it. */
export function sameContent(a: PactInteraction, b: PactInteraction): boolean {
  const content = (one: PactInteraction) => canonicalJson(without(one, ['comments', 'pending', '_id', 'key']) as Json);
  return content(a) === content(b);
}

const without = (one: PactInteraction, names: string[]) => Object.fromEntries(Object.entries(one).filter(([name]) => !names.includes(name)));

const byKey = (a: PactInteraction, b: PactInteraction) => {
  const [x, y] = [interactionKey(a), interactionKey(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (problem) {
    throw new RingproofError('RP_PACT_UNREADABLE', { file, problem: (problem as Error).message }, problem);
  }
}

/** The version as the writer wrote it: each Pact language has had its own place for it. */
function specificationOf({ metadata }: JsonObject): string {
  if (!isObject(metadata)) return 'unknown';
  const nested = metadata.pactSpecification ?? metadata['pact-specification'];
  const version = isObject(nested) ? nested.version : metadata.pactSpecificationVersion;
  return typeof version === 'string' ? version : 'unknown';
}

const TYPES = ['Synchronous/HTTP', 'Asynchronous/Messages', 'Synchronous/Messages'];

function interactionProblem(one: unknown): string | undefined {
  if (!isObject(one)) return 'is not an object';
  if (typeof one.description !== 'string') return 'has no description';
  return TYPES.some((type) => type === one.type) ? undefined : `("${one.description}") has the unknown type ${JSON.stringify(one.type)}`;
}
