import { check } from '#core/check';
import type { Difference } from '#core/difference';
import { reasonOf } from '#core/errors';
import type { Exchange } from '#core/exchange';
import type { Json, JsonObject } from '#core/json';
import type { Template } from '#core/matchers';
import type { Mismatch } from '#core/mismatch';
import type { Outcome } from '#core/outcome';
import { type Fits, deadLettered } from '#journeys/exchanges';
import { stepsOf } from '#journeys/steps';
import { type BusHands, CAPABILITIES, type Capability, type Journey, type JourneyRun, type Service, type World } from '#journeys/world';

/** More than any step takes on a busy machine. */
const PATIENCE_MS = 15_000;

/** After this no cycle ends by itself. */
const POD_FAILED = deadLettered('jobs-manager', 'PodFailed');
const NEVER = new Promise<never>(() => undefined);

/** Ends a walk: a step did not show what it should. */
class WentWrong extends Error {
  readonly mismatches: Mismatch[];
  constructor(mismatches: Mismatch[]) {
    super('the walk went wrong');
    this.mismatches = mismatches;
  }
}

/** Ends a walk: this world cannot do what it asks for. */
class CannotTell extends Error {}

export interface Walk {
  world: World;
  /** A capability of the world; without it nothing can be told here. */
  need: <C extends Capability>(capability: C) => NonNullable<World[C]>;
  /** One HTTP call as the given program, to the backend unless said otherwise; its status must be as expected, its body comes back. */
  call: (as: string, step: string, status: number, path: string, init?: RequestInit, to?: Service) => Promise<Json>;
  /** Every value in `expected` must be there. */
  expect: (step: string, expected: Template, actual: Json) => void;
  /** Waits for an event of the experiment; a timeout is a failure that says what was awaited, and so is an exchange after which it cannot come. */
  until: (step: string, experimentKey: string, until: JsonObject, unless?: Fits) => Promise<void>;
  /** Waits until `count` (default one) exchanges fit. */
  seen: (step: string, fits: Fits, count?: number) => Promise<void>;
}

/** Turns the steps of a walk into its run: the outcome, and the picture of what was exchanged on the way. */
export async function walk({ name }: Pick<Journey, 'name'>, world: World, path: (walk: Walk) => Promise<void>): Promise<JourneyRun> {
  const { patienceMs = PATIENCE_MS } = world;
  const start = world.now();
  const since = () => world.exchanges().filter(({ at }) => at >= start);
  const fail = (code: Mismatch['code'], step: string, found: Difference[], advice = ''): never => {
    throw new WentWrong(found.map((one) => ({ code, contract: `journey ${name}`, interaction: step, advice, ...one })));
  };
  const refused = (hand: string, reason: string) => fail('transport', `the bus, by hand: ${hand}`, [{ path: '$', expected: 'done', actual: reason }]);
  const given: World = { ...world, ...(world.bus && { bus: refusable(world.bus, refused) }) };
  const outcome = await path({
    world: given,
    need(capability) {
      const able = given[capability];
      if (able === undefined) throw new CannotTell(`This world cannot ${CAPABILITIES[capability]}.`);
      return able;
    },
    async call(as, step, status, url, init = {}, to = 'backend') {
      const address = world.urls[to];
      if (address === undefined) throw new CannotTell(`In this world nobody outside reaches the ${to}.`);
      const headers = new Headers(init.headers);
      headers.set('user-agent', as);
      const response = await fetch(address + url, { ...init, headers }).catch((error: unknown) => fail('transport', step, [{ path: url, expected: 'an answer', actual: reasonOf(error) }]));
      const text = await response.text();
      if (response.status !== status) fail('status', step, [{ path: url, expected: String(status), actual: `${response.status} ${text.slice(0, 300)}` }]);
      return text === '' ? null : (JSON.parse(text) as Json);
    },
    expect(step, expected, actual) {
      const differences = check(expected, actual, { extraFields: 'allowed' });
      if (differences.length > 0) fail('body', step, differences, refusals(since()));
    },
    async until(step, experimentKey, until, unless = POD_FAILED) {
      const expected = `${JSON.stringify(until)} within ${patienceMs} ms`;
      const hopeless = world.seen(unless, 1, patienceMs).then((seen) => (seen ? undefined : NEVER));
      const end = await Promise.race([world.until(experimentKey, until, patienceMs), hopeless]);
      if (!end) fail('transport', step, [{ path: '$', expected, actual: 'a failure on the way' }], refusals(since()));
      else if (!end.reached) fail('transport', step, [{ path: '$', expected, actual: JSON.stringify(end.state) }], refusals(since()) || 'Nothing was refused; the steps show how far it came.');
    },
    async seen(step, fits, count = 1) {
      if (await world.seen(fits, count, patienceMs)) return;
      fail('transport', step, [{ path: '$', expected: `${count} exchange(s) within ${patienceMs} ms`, actual: String(world.exchanges().filter(fits).length) }], refusals(since()));
    },
  }).then((): Outcome => ({ outcome: 'passed' }), (error: unknown): Outcome => {
    if (error instanceof WentWrong) return { outcome: 'failed', mismatches: error.mismatches };
    if (error instanceof CannotTell) return { outcome: 'inconclusive', reason: error.message };
    throw error;
  });
  return { outcome, steps: stepsOf(since(), start), exchanges: since() };
}

/** What the bus refuses by hand (an entity that is not there) is a finding about the platform, not a defect of the walk. */
function refusable(hands: BusHands, refused: (hand: string, reason: string) => never): BusHands {
  const tried = async <R>(hand: string, done: Promise<R>): Promise<R> => done.catch((error: unknown) => refused(hand, reasonOf(error)));
  return {
    fault: (fault) => tried('fault', hands.fault(fault)),
    cut: () => tried('cut', hands.cut()),
    send: (entity, body) => tried('send', hands.send(entity, body)),
    deadLetters: (entity, count) => tried('deadLetters', hands.deadLetters(entity, count)),
    resubmit: (entity) => tried('resubmit', hands.resubmit(entity)),
    emptied: (entity, timeoutMs) => tried('emptied', hands.emptied(entity, timeoutMs)),
  };
}

/** What services dead-lettered on the way: usually why the awaited never came. */
function refusals(exchanges: readonly Exchange[]): string {
  return exchanges.flatMap((one) => (one.kind === 'message' && typeof one.properties['deadLetterReason'] === 'string'
    ? [`${one.from} dead-lettered ${one.entity.split('/')[0]}: ${one.properties['deadLetterReason']}, ${JSON.stringify(one.properties['deadLetterErrorDescription'])}`] : [])).join('; ');
}
