import { type DriftRun, TARGET_KINDS, type TargetKind } from '#ring2/drift/freshness/runs';
import type { Scenario } from '#ring2/drift/scenario';

/** When a scenario was last proven, and on what; `age` in milliseconds. */
export type Freshness = {
  scenario: string;
  /** The latest proof that counts here; absent when there is none. */
  proven?: DriftRun & { age: number };
  /** The latest proof on each kind of target. */
  on: { [kind in TargetKind]?: DriftRun & { age: number } };
  /** Played after that without passing. */
  since?: DriftRun;
};

/** Proven is what passed. Only runs on this kind of target count, or on any. The least recently proven first. */
export function freshness(scenarios: readonly Pick<Scenario, 'name'>[], runs: readonly DriftRun[], now: number, counts?: TargetKind): Freshness[] {
  const byScenario = Map.groupBy(runs, ({ scenario }) => scenario);
  return scenarios.map(({ name }): Freshness => {
    const own = byScenario.get(name) ?? [];
    const latest = (is: (run: DriftRun) => boolean) => own.findLast((run) => run.outcome === 'passed' && is(run));
    const aged = (run: DriftRun | undefined) => run && { ...run, age: now - Date.parse(run.at) };
    const proven = aged(latest(({ on }) => counts === undefined || on.kind === counts));
    const after = own.findLast((run) => counts === undefined || run.on.kind === counts);
    return {
      scenario: name, ...(proven && { proven }), ...(after && after.outcome !== 'passed' && { since: after }),
      on: Object.fromEntries(TARGET_KINDS.flatMap((kind) => { const run = aged(latest(({ on }) => on.kind === kind)); return run ? [[kind, run]] : []; })),
    };
  }).sort((a, b) => (b.proven?.age ?? Infinity) - (a.proven?.age ?? Infinity) || (a.scenario < b.scenario ? -1 : 1));
}
