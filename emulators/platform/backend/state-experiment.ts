import type { BackendState, Experiment, User } from '#emulators/platform/backend/state';
import { refuse } from '#emulators/platform/http/route';

/** From this share of the allocation on, a start is refused (tracebloc/client docs/SECURITY.md 8.8). */
const BUDGET_LIMIT = 0.99;

export interface ExperimentPlan {
  name: string;
  datasetId: string;
  modelName: string;
  epochs: number;
  cycles: number;
  /** Samples by edge that take part. */
  dataPerEdge: Record<string, number>;
}

/**
 * @throws Refused `budget-used-up`, `no-such-dataset`, `invalid` (no such model, an edge that does not hold the dataset)
 */
export function startExperiment(state: BackendState, user: User, plan: ExperimentPlan, key: string): Experiment {
  const budget = state.budgets.get(user.accountId);
  if (budget && budget.used >= BUDGET_LIMIT * budget.allocated) refuse({ code: 'budget-used-up' });
  const dataset = state.datasets.get(plan.datasetId) ?? refuse({ code: 'no-such-dataset' });
  const model = state.models.get(plan.modelName) ?? refuse({ code: 'invalid', fields: { modelName: ['No such model.'] } });
  if (model.category !== dataset.category) refuse({ code: 'category-mismatch' });
  const edges = Object.entries(plan.dataPerEdge);
  for (const [edge, samples] of edges) {
    const held = dataset.edges[edge];
    if (held === undefined || samples > held) refuse({ code: 'invalid', fields: { data_per_edge: [`The edge ${edge} does not hold ${samples} samples of this dataset.`] } });
  }
  if (edges.length === 0) refuse({ code: 'invalid', fields: { data_per_edge: ['At least one edge must take part.'] } });
  const experiment: Experiment = {
    key, name: plan.name, datasetId: plan.datasetId, modelName: plan.modelName, accountId: user.accountId, cycles: plan.cycles, epochs: plan.epochs,
    cycle: 1, status: 'PENDING', averaged: false, averagingRequested: false, currentWeights: `initial_${key}_0_weights.json`, flops: 0, accuracy: null,
    participants: edges.map(([edge, samples]) => ({ edge, samples, weightsFile: null, metrics: null, lastEpoch: 0 })),
  };
  state.experiments.set(key, experiment);
  return experiment;
}

/** An experiment as its account's users and its own edges may see it. @throws Refused `not-found` */
export function experimentFor(state: BackendState, key: string, caller: { user?: User; edge?: string }): Experiment {
  const experiment = state.experiments.get(key);
  const visible = experiment && (caller.user ? caller.user.accountId === experiment.accountId : experiment.participants.some(({ edge }) => edge === caller.edge));
  return visible ? experiment : refuse({ code: 'not-found' });
}

export interface LeaderboardRow { rank: number; experimentKey: string; name: string; cycle: number; accuracy: number }

/** Finished experiments of a dataset, best first; equal ones share their order of start. */
export function leaderboard(state: BackendState, datasetId: string): LeaderboardRow[] {
  return [...state.experiments.values()]
    .filter((one) => one.datasetId === datasetId && one.status === 'FINISHED' && one.accuracy !== null)
    .map(({ key, name, cycle, accuracy }) => ({ experimentKey: key, name, cycle, accuracy: accuracy ?? 0 }))
    .sort((a, b) => b.accuracy - a.accuracy)
    .map((row, index) => ({ rank: index + 1, ...row }));
}
