import { type Difference, check } from '#core/check';
import { reasonOf } from '#core/errors';
import type { Exchange } from '#core/exchange';
import type { Json, JsonObject } from '#core/json';
import type { Template } from '#core/matchers';
import type { Mismatch } from '#core/mismatch';
import type { Outcome } from '#core/outcome';
import { stepsOf } from '#journeys/steps';
import type { Journey, JourneyRun, World } from '#journeys/world';

/** Ends a walk: a step did not show what it should. */
class WentWrong extends Error {
  readonly mismatches: Mismatch[];
  constructor(mismatches: Mismatch[]) {
    super('the walk went wrong');
    this.mismatches = mismatches;
  }
}

export interface Walk {
  /** One HTTP call as the given program; its status must be as expected, its body comes back. */
  call: (as: string, step: string, status: number, path: string, init?: RequestInit) => Promise<Json>;
  /** Every value in `expected` must be there. */
  expect: (step: string, expected: Template, actual: Json) => void;
  /** Waits for an event of the experiment; a timeout is a failure that says what was awaited. */
  until: (step: string, experimentKey: string, until: JsonObject, timeoutMs: number) => Promise<void>;
}

/** Turns the steps of a walk into its run: the outcome, and the picture of what was exchanged on the way. */
export async function walk({ name }: Pick<Journey, 'name'>, world: World, path: (walk: Walk) => Promise<void>): Promise<JourneyRun> {
  const start = world.now();
  const fail = (code: Mismatch['code'], step: string, found: Difference[], advice = ''): never => {
    throw new WentWrong(found.map((one) => ({ code, contract: `journey ${name}`, interaction: step, advice, ...one })));
  };
  const outcome = await path({
    async call(as, step, status, url, init = {}) {
      const headers = new Headers(init.headers);
      headers.set('user-agent', as);
      const response = await fetch(world.backendUrl + url, { ...init, headers }).catch((error: unknown) => fail('transport', step, [{ path: url, expected: 'an answer', actual: reasonOf(error) }]));
      const text = await response.text();
      if (response.status !== status) fail('status', step, [{ path: url, expected: String(status), actual: `${response.status} ${text.slice(0, 300)}` }]);
      return text === '' ? null : (JSON.parse(text) as Json);
    },
    expect(step, expected, actual) {
      const differences = check(expected, actual, { extraFields: 'allowed' });
      if (differences.length > 0) fail('body', step, differences);
    },
    async until(step, experimentKey, until, timeoutMs) {
      const { reached, state } = await world.until(experimentKey, until, timeoutMs);
      if (!reached) fail('transport', step, [{ path: '$', expected: `${JSON.stringify(until)} within ${timeoutMs} ms`, actual: JSON.stringify(state) }], deadLetters(world.exchanges().filter(({ at }) => at >= start)) ?? 'Nothing was dead-lettered; the steps show how far it came.');
    },
  }).then((): Outcome => ({ outcome: 'passed' }), (error: unknown): Outcome => {
    if (error instanceof WentWrong) return { outcome: 'failed', mismatches: error.mismatches };
    throw error;
  });
  return { outcome, steps: stepsOf(world.exchanges(), start) };
}

/** What services refused on the way: usually why the awaited never came. */
function deadLetters(exchanges: readonly Exchange[]): string | undefined {
  const refused = exchanges.flatMap((one) => (one.kind === 'message' && typeof one.properties['deadLetterReason'] === 'string'
    ? [`${one.from} dead-lettered ${one.entity.split('/')[0]}: ${one.properties['deadLetterReason']}, ${JSON.stringify(one.properties['deadLetterErrorDescription'])}`] : []));
  return refused.length > 0 ? refused.join('; ') : undefined;
}
