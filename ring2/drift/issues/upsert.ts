import type { Report } from '#core/report';
import { type Action, plan } from '#ring2/drift/issues/plan';
import type { Repository } from '#ring2/drift/issues/repository';
import type { Pair } from '#ring2/drift/issues/words';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

/** Numbers of the issues. An alias: it is stored in reports. */
export type Upserted = { created: number[]; updated: number[]; reopened: number[]; closed: number[] };

/** Makes the repository's issues say what the run found: one for each difference, up to `max`, one for all the others. */
export async function upsertIssues(report: Report, repository: Repository, max: number): Promise<Upserted> {
  const { results, details } = report;
  const nameOf = (side: 'left' | 'right') => (details?.[side] as { name: string }).name;
  const pair: Pair = { left: nameOf('left'), right: nameOf('right') };
  const conclusive = results.filter(({ outcome, details: its }) => its && outcome !== 'inconclusive');
  const findings = conclusive.flatMap(({ details: its }) => its?.['findings'] as DriftFinding[]).filter(({ gates }) => gates);
  const inconclusive = new Set(results.filter(({ outcome }) => outcome === 'inconclusive').map(({ details: its }) => its?.['scenario'] as string));
  const concluded = new Set(conclusive.map(({ details: its }) => its?.['scenario'] as string).filter((name) => !inconclusive.has(name)));
  const done: Upserted = { created: [], updated: [], reopened: [], closed: [] };
  for (const action of plan({ findings, concluded, pair, issues: await repository.issues(), max })) await carryOut(repository, action, done);
  return done;
}

async function carryOut(repository: Repository, action: Action, done: Upserted): Promise<void> {
  switch (action.do) {
    case 'create':
      done.created.push(await repository.create(action.draft));
      return;
    case 'update':
      await repository.update(action.issue, action.draft);
      done.updated.push(action.issue);
      return;
    case 'reopen':
      await repository.update(action.issue, { ...action.draft, state: 'open' });
      await repository.comment(action.issue, 'This difference is back.');
      done.reopened.push(action.issue);
      return;
    case 'close':
      await repository.comment(action.issue, 'The last run did not show this any more.');
      await repository.update(action.issue, { state: 'closed' });
      done.closed.push(action.issue);
  }
}
