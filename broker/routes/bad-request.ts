import { parseLossless } from '#core/lossless-json';
import { type JsonObject, isObject, isWellFormed } from '#core/json';

/** A request that is refused, with sentences by field or as a list. */
export class BadRequest extends Error {
  readonly errors: Record<string, string[]> | string[];
  constructor(errors: Record<string, string[]> | string[]) {
    super('The request was refused.');
    this.errors = errors;
  }
}

/** Every name becomes part of addresses and headers, which must stay below what clients accept. */
const LONGEST_NAME = 255;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** What keeps a text from being a name; undefined when it may be one. */
export function nameProblem(name: string): string | undefined {
  if (!name.isWellFormed()) return 'is not valid Unicode';
  if (CONTROL.test(name)) return 'cannot contain control characters or multiple lines';
  // Every URL parser takes these out of a path, however they are written.
  if (name === '.' || name === '..') return 'cannot be "." or ".."';
  return name.length > LONGEST_NAME ? `is too long (maximum is ${LONGEST_NAME} characters)` : undefined;
}

/**
 * The names in a path, which are checked before any route sees them.
 * @throws BadRequest.
 */
export function checkPath(path: string): void {
  for (const [index, segment] of path.split('/').entries()) {
    // Metadata is no name: the broker wrote it, and it lists every reason why a pact was selected.
    if (path.split('/')[index - 1] === 'metadata') continue;
    const problem = problemOfSegment(segment);
    if (problem) throw new BadRequest([`A name in the URL path ${problem}.`]);
  }
}

function problemOfSegment(segment: string): string | undefined {
  try {
    return nameProblem(decodeURIComponent(segment));
  } catch {
    return 'is not valid UTF-8, percent-encoded';
  }
}

const NAMES = new Set([
  'name', 'pacticipantName', 'pacticipantVersionNumber', 'consumerName', 'providerName', 'branch', 'mainBranch', 'displayName', 'tags',
  'providerApplicationVersion', 'applicationInstance', 'target', 'repositoryName', 'repositoryNamespace',
]);
const DEEPEST = 1000;

/**
 * A body's JSON, with nothing in it that could not be stored and given back as it came.
 * @throws BadRequest.
 */
export function jsonOf(text: string): JsonObject {
  const notAnObject = () => new BadRequest(['The request body is not a JSON object']);
  let value: unknown;
  try {
    // JavaScript reads JSON of any depth but writes only so much of it.
    if (mayBeDeep(text)) parseLossless(text);
    value = JSON.parse(text);
  } catch (thrown) {
    throw thrown instanceof SyntaxError && thrown.message.includes('too deeply') ? new BadRequest([`The request body is nested more deeply than ${DEEPEST} levels`]) : notAnObject();
  }
  if (!isObject(value)) throw notAnObject();
  if (/\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(value)) throw new BadRequest(['The request body contains half of a surrogate pair, which is not valid Unicode']);
  const errors = namesIn(value, 0);
  if (errors.length > 0) throw new BadRequest(Object.fromEntries(errors));
  return value;
}

function mayBeDeep(text: string): boolean {
  let opened = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code === 0x5b || code === 0x7b) && ++opened > DEEPEST) return true;
  }
  return false;
}

/** Names of the request itself and of the contracts in it; what lies deeper is content. */
function namesIn(body: JsonObject, depth: number): [string, string[]][] {
  return Object.entries(body).flatMap(([key, value]): [string, string[]][] => {
    if (key === 'contracts' && depth === 0 && Array.isArray(value)) return value.flatMap((one) => (isObject(one) ? namesIn(one, 1) : []));
    if (!NAMES.has(key)) return [];
    const problem = (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? nameProblem(one) : undefined)).find((found) => found !== undefined);
    return problem ? [[key, [problem]]] : [];
  });
}
