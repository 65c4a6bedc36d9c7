import { wholeNumber } from '#commands/args';
import type { Args, Flag } from '#commands/context';
import { RingproofError } from '#core/errors';
import { leastRecent } from '#ring2/drift/freshness/oldest';
import { kindOf, readRuns } from '#ring2/drift/freshness/runs';
import type { Scenario } from '#ring2/drift/scenario';
import type { DriftTarget } from '#ring2/drift/target';

export const SHARE_FLAGS: Record<string, Flag> = {
  oldest: { type: 'string', value: 'N', help: 'only the N scenarios that were proven least recently on such a reference (drift status)' },
  budget: { type: 'string', value: 'MINUTES', help: 'the same, as many as fit into so much time' },
};

/**
 * Of the selected scenarios those whose turn it is, by `--oldest` and `--budget`; all without them.
 * @throws RingproofError `RP_DRIFT_BUDGET` when none fits: a check that ran nothing proved nothing
 */
export function shareOf(args: Args, selected: Scenario[], reference: DriftTarget, runsFile: string): Scenario[] {
  if (args.text('oldest') === undefined && args.text('budget') === undefined) return selected;
  const minutes = wholeNumber(args, 'budget', 0, [1, 100_000]);
  const share = leastRecent(selected, readRuns(runsFile), kindOf(reference), {
    count: wholeNumber(args, 'oldest', selected.length, [1, 100_000]), ...(minutes > 0 && { budgetMs: minutes * 60_000 }),
  });
  if (share.length === 0) throw new RingproofError('RP_DRIFT_BUDGET', { minutes });
  return share;
}
