import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { type Candidate, type KeepSelector, kept } from '#broker/rules/keep';

export interface Cleaned {
  removed: { pacticipant: string; version: string }[];
  kept: number;
  /** Texts that no pact has any more, and their size. */
  texts: number;
  bytes: number;
}

class OnlyTried extends Error {
  readonly cleaned: Cleaned;
  constructor(cleaned: Cleaned) {
    super('Nothing was changed.');
    this.cleaned = cleaned;
  }
}

/**
 * Removes every version that no selector keeps, oldest first, and forgets the texts that then have no pact. The facts stay.
 * With `dryRun` all of it is done and undone.
 * @throws RingproofError RP_LEDGER_*.
 */
export function clean(ledger: Ledger, keep: readonly KeepSelector[], { dryRun, limit = Infinity }: { dryRun: boolean; limit?: number }): Cleaned {
  try {
    return ledger.change((view, writer) => {
      const candidates = view.pacticipants().flatMap(({ name }) => candidatesOf(view, name));
      const ids = kept(keep, candidates, writer.now());
      const going = candidates.filter(({ id }) => !ids.has(id)).sort((a, b) => a.id - b.id).slice(0, limit);
      const removed = going.map(({ pacticipant, number }) => ({ pacticipant, version: number }));
      for (const one of removed) writer.add({ kind: 'version-removed', ...one });
      const cleaned = { removed, kept: candidates.length - removed.length, ...writer.forgetTexts() };
      if (dryRun) throw new OnlyTried(cleaned);
      return cleaned;
    });
  } catch (thrown) {
    if (thrown instanceof OnlyTried) return thrown.cleaned;
    throw thrown;
  }
}

function candidatesOf(view: View, pacticipant: string): Candidate[] {
  const environments = new Map(view.environments().map(({ uuid, name }) => [uuid, name]));
  const main = view.mainBranchOf(pacticipant);
  const stays = Map.groupBy(view.stays({ pacticipant, now: true }), ({ version }) => version);
  return view.versionsOf(pacticipant).map(({ id, number, createdAt }) => {
    const branches = view.branchesOf(id);
    return {
      id, pacticipant, number, createdAt, branches, tags: view.tagsOf(id), isOnMain: main !== undefined && branches.includes(main),
      stays: (stays.get(number) ?? []).map(({ kind, environment }) => ({ kind, environment: environments.get(environment) ?? '' })),
    };
  });
}
