import type { BackendRules } from '#emulators/platform/backend/rules';
import type { BackendState, CycleRecord, Experiment, User } from '#emulators/platform/backend/state';
import { holdBudget, payingTeam } from '#emulators/platform/backend/state-team';
import { refuse } from '#emulators/platform/http/route';

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
 * @throws Refused `budget-used-up`, `not-in-use-case`, `no-such-dataset`, `invalid` (no such model, an edge that does not hold the dataset)
 */
export function startExperiment(state: BackendState, user: User, plan: ExperimentPlan, key: string, rules: BackendRules, runKind: Experiment['runKind'] = 'training'): Experiment {
  const team = payingTeam(state, user, plan.datasetId);
  if (team) holdBudget(team, rules);
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
    key, name: plan.name, datasetId: plan.datasetId, modelName: plan.modelName, accountId: user.accountId, teamId: team?.id ?? null, runKind,
    cycles: plan.cycles, epochs: plan.epochs, cycle: 1, status: 'PENDING', averaged: false, averagingRequested: false, currentWeights: `initial_${key}_0_weights.json`, flops: 0, flopsOf: new Map(),
    accuracy: null, finishedCycles: [],
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

export interface LeaderboardRow { rank: number; experimentKey: string; name: string; cycle: number; accuracy: number; team: string | null; runKind: Experiment['runKind'] }

/** The best finished cycle of each team (without one: of each account), best first; of equal ones the one that was there first. */
export function leaderboard(state: BackendState, datasetId: string): LeaderboardRow[] {
  const best = new Map<string, Omit<LeaderboardRow, 'rank'>>();
  for (const { key, name, teamId, accountId, runKind, finishedCycles } of [...state.experiments.values()].filter((one) => one.datasetId === datasetId)) {
    const holder = teamId === null ? `account ${accountId}` : `team ${teamId}`;
    const team = state.teams.find(({ id }) => id === teamId)?.name ?? null;
    for (const { cycle, accuracy } of finishedCycles.filter(isScored)) {
      if (accuracy > (best.get(holder)?.accuracy ?? -Infinity)) best.set(holder, { experimentKey: key, name, cycle, accuracy, team, runKind });
    }
  }
  return [...best.values()].sort((a, b) => b.accuracy - a.accuracy).map((row, index) => ({ rank: index + 1, ...row }));
}

const isScored = (record: CycleRecord): record is CycleRecord & { accuracy: number } => record.accuracy !== null;
