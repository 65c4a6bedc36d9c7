import { eachOf } from '#ring2/drift/each-of';
import { type Hunt, hunt, recordReference } from '#ring2/drift/mutation/hunt';
import type { Mutant } from '#ring2/drift/mutation/mutant';
import { reachOf } from '#ring2/drift/mutation/reach';
import type { Scenario } from '#ring2/drift/scenario';

/** Most of a hunt is waiting for what must not come. */
const AT_ONCE = 12;

export interface HuntAll {
  /** Plays every scenario that can turn red, instead of those that a mutant is about and two ordinary ones. */
  all: boolean;
  hunted?: (done: number) => void;
  signal?: AbortSignal;
}

/** Plays mutants against the real emulator, in their order; those that an interruption left out are not among the answers. */
export async function huntAll(mutants: readonly Mutant[], scenarios: readonly Scenario[], { all, hunted, signal }: HuntAll): Promise<Hunt[]> {
  const reference = recordReference();
  const reaches = all ? await reachOf(scenarios, reference) : undefined;
  const hunts: (Hunt | undefined)[] = mutants.map(() => undefined);
  let done = 0;
  await eachOf(mutants, AT_ONCE, async (mutant, index) => {
    if (signal?.aborted) return;
    hunts[index] = await hunt(mutant, scenarios, reference, reaches);
    hunted?.((done += 1));
  });
  return hunts.filter((one) => one !== undefined);
}
