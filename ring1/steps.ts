import { type Difference, check } from '#core/check';
import { reasonOf } from '#core/errors';
import type { Json, JsonObject } from '#core/json';
import type { Template } from '#core/matchers';
import type { Mismatch } from '#core/mismatch';
import type { Outcome } from '#core/outcome';
import { BACKEND } from '#ring1/platform';

class WentWrong extends Error {
  readonly mismatches: Mismatch[];
  constructor(mismatches: Mismatch[]) {
    super(mismatches.map(({ interaction, path, expected, actual }) => `${interaction}: ${path} expected ${expected}, got ${actual}`).join('; '));
    this.mismatches = mismatches;
  }
}

export interface Steps {
  /** Everything in `expected` must be there; a list must be as long. */
  expect: (step: string, expected: Template, actual: unknown) => void;
  /** What other checks have found; none is good. */
  none: (step: string, mismatches: readonly Mismatch[]) => void;
}

/** The outcome of steps: the first that does not show what it should ends them. Anything else thrown is the row's failure too. */
export async function outcomeOf(row: string, walk: (steps: Steps) => Promise<void>): Promise<Outcome> {
  const expect: Steps['expect'] = (step, expected, actual) => {
    // As it would travel: what JSON cannot say is not compared.
    const found = check(expected, JSON.parse(JSON.stringify(actual ?? null)) as Json, { extraFields: 'allowed' });
    if (found.length > 0) throw new WentWrong(found.map((one) => mismatch(row, step, one)));
  };
  const none: Steps['none'] = (step, mismatches) => {
    if (mismatches.length > 0) throw new WentWrong(mismatches.map((one) => ({ ...one, interaction: `${step}: ${one.interaction}` })));
  };
  try {
    await walk({ expect, none });
    return { outcome: 'passed' };
  } catch (error) {
    // nock and msw come with the user's own project.
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return { outcome: 'inconclusive', reason: reasonOf(error) };
    if (error instanceof WentWrong) return { outcome: 'failed', mismatches: error.mismatches };
    return { outcome: 'failed', mismatches: [mismatch(row, 'the row itself', { path: '', expected: 'it runs to its end', actual: reasonOf(error) })] };
  }
}

const mismatch = (row: string, step: string, { path, expected, actual }: Difference): Mismatch => ({ code: 'body', contract: `ring1 ${row}`, interaction: step, path, expected, actual, advice: '' });

export interface Answer { status: number; body: Json }

/** Calls the backend as somebody: JSON, or a form. */
export const caller = (fetch: typeof globalThis.fetch, authorization = '', baseUrl = BACKEND) =>
  async (method: string, path: string, body?: JsonObject | URLSearchParams): Promise<Answer> => {
    const sent = body === undefined ? {} : body instanceof URLSearchParams ? { body } : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${baseUrl}${path}`, { method, ...sent, headers: { ...('headers' in sent ? sent.headers : {}), ...(authorization && { authorization }) } });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as Json) };
  };

/** Logs in and calls as that person or edge. @throws Error when the login is refused */
export async function signIn(fetch: typeof globalThis.fetch, username: string, password: string): Promise<ReturnType<typeof caller>> {
  const { status, body } = await caller(fetch)('POST', '/api-token-auth/', { username, password });
  if (status !== 200) throw new Error(`${username} could not log in: ${status} ${JSON.stringify(body)}`);
  const { token, token_scheme: scheme } = body as { token: string; token_scheme: string };
  return caller(fetch, `${scheme} ${token}`);
}
