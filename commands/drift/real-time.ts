import { wholeNumber } from '#commands/args';
import type { Args, Context, Flag } from '#commands/context';
import type { DriftOptions } from '#ring2/drift/run';
import { type Leftover, isInUse, readLeftovers } from '#ring2/drift/provision/ledger';
import type { DriftTarget } from '#ring2/drift/target';

export const BUDGET_FLAGS: Record<string, Flag> = {
  'max-operations': { type: 'string', value: 'N', help: 'on targets in real time: at most so many operations; what is left then is inconclusive' },
  'max-minutes': { type: 'string', value: 'M', help: 'on targets in real time: at most so long; what is left then is inconclusive' },
};

export function budgetOf(args: Args): { operations?: number; minutes?: number } {
  const [operations, minutes] = (['max-operations', 'max-minutes'] as const).map((flag) => (args.text(flag) === undefined ? undefined : wholeNumber(args, flag, 0, [1, 1_000_000_000])));
  return { ...(operations !== undefined && { operations }), ...(minutes !== undefined && { minutes }) };
}

/** Says before the start what the run will cost on targets in real time, as counted on an embedded emulator by the same client. */
export function announcing(targets: readonly DriftTarget[], budget: { operations?: number; minutes?: number }, jobs: number, { progress, childOutput, signal }: Context): NonNullable<DriftOptions['announce']> {
  const real = targets.filter(({ place }) => place !== undefined);
  return async (performances, runs) => {
    const [first] = real;
    if (!first) return;
    const { costOfOpening, rehearse } = await import('#ring2/drift/provision/rehearsal');
    const { madeInWords, sumOf } = await import('#ring2/drift/provision/cost');
    const { PATIENCE } = await import('#ring2/drift/targets/provisioned');
    const { parseTarget } = await import('#ring2/drift/targets');
    const emulator = parseTarget('emulator:tcp', { driver: first.driver });
    const rehearsed = [...(await rehearse(emulator, performances, PATIENCE, (count) => progress.step('count the cost', count, performances.length), signal)).values()];
    progress.step('count the cost', performances.length, performances.length);
    const { operations, made } = sumOf([await costOfOpening(emulator), sumOf(rehearsed, runs)], real.length);
    // Side by side they wait together, but none is shorter for that.
    const waitMs = Math.max(runs * Math.max(0, ...rehearsed.map((one) => one.waitMs)), sumOf(rehearsed, runs).waitMs / jobs);
    const minutes = Math.ceil(waitMs / 60_000);
    const beyond = [operations > (budget.operations ?? Infinity) && '--max-operations', minutes > (budget.minutes ?? Infinity) && '--max-minutes'].filter((flag) => flag !== false);
    childOutput(`${performances.length} scenarios, ${runs} runs on ${real.map(({ name }) => name).join(' and ')}: about ${operations} operations, ${madeInWords(made)} made and removed, at least ${minutes} min of waiting.\n`);
    if (beyond.length > 0) childOutput(`That is more than ${beyond.join(' and ')}: the last scenarios will be inconclusive.\n`);
  };
}

/** Says what stands in the ledger and is used by nobody: before a run what others have left, after it what this one has. */
export function mentionLeftovers(ledgerFile: string, { childOutput }: Context, whose: 'by ended runs' | 'by this run'): void {
  const isMeant = (leftover: Leftover) => (whose === 'by this run' ? leftover.pid === process.pid && isInUse(leftover) : !isInUse(leftover));
  const hosts = new Map<string, number>();
  for (const leftover of readLeftovers(ledgerFile).filter(isMeant)) hosts.set(leftover.host, (hosts.get(leftover.host) ?? 0) + 1);
  for (const [host, count] of hosts) childOutput(`Left ${whose} on ${host}: ${count} ${count === 1 ? 'entity' : 'entities'}. \`ringproof drift gc --target …\` removes what is left.\n`);
}
