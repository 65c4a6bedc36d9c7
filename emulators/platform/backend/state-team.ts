import type { BackendRules } from '#emulators/platform/backend/rules';
import type { BackendState, Team, User } from '#emulators/platform/backend/state';
import { ownUseCase } from '#emulators/platform/backend/state-use-case';
import { refuse } from '#emulators/platform/http/route';

/**
 * The team that pays for an experiment on a dataset: the user's own in a use case that publishes it. A dataset of no use case needs none.
 * @throws Refused `not-in-use-case`
 */
export function payingTeam(state: BackendState, user: User, datasetId: string): Team | null {
  const useCases = state.useCases.filter((one) => one.published && one.datasetId === datasetId);
  const mine = state.teams.filter(({ members }) => members.includes(user.id));
  const team = mine.find(({ useCaseId }) => useCases.some(({ id }) => id === useCaseId)) ?? mine.find(({ useCaseId }) => useCaseId === null);
  if (team) return team;
  return useCases.length === 0 ? null : refuse({ code: 'not-in-use-case' });
}

/** @throws Refused `budget-used-up` */
export function holdBudget({ budget: { allocated, used } }: Team, { startLimit }: BackendRules): void {
  if (used >= startLimit * allocated) refuse({ code: 'budget-used-up' });
}

/** Books FLOPs on a team; when they run out, everything it has running is paused. Answers the keys of what it paused. */
export function charge(state: BackendState, teamId: number, flops: number, { pauseLimit }: BackendRules): string[] {
  const team = state.teams.find(({ id }) => id === teamId);
  if (!team) return [];
  team.budget.used += flops;
  if (team.budget.used < pauseLimit * team.budget.allocated) return [];
  const running = [...state.experiments.values()].filter((one) => one.teamId === teamId && (one.status === 'PENDING' || one.status === 'RUNNING'));
  for (const experiment of running) experiment.status = 'PAUSED';
  return running.map(({ key }) => key);
}

/**
 * One team of two of the same use case: members, FLOPs, experiments and the day's inferences of `absorbed` become those of `kept`.
 * Nothing is public about a merge; that the owner of the use case does it is assumed.
 * @throws Refused `not-found`, `permission-denied`, `invalid`
 */
export function mergeTeams(state: BackendState, owner: User, keptId: number, absorbedId: number, { mergedBudget }: BackendRules): Team {
  const kept = teamOf(state, keptId);
  ownUseCase(state, owner, kept.useCaseId ?? 0);
  const absorbed = state.teams.find((one) => one.id === absorbedId && one.id !== keptId && one.useCaseId === kept.useCaseId);
  if (!absorbed) return refuse({ code: 'invalid', fields: { team: ['Not another team of this use case.'] } });
  kept.members = [...new Set([...kept.members, ...absorbed.members])];
  kept.budget = mergedBudget(kept.budget, absorbed.budget);
  kept.inferences = [...kept.inferences, ...absorbed.inferences];
  for (const experiment of state.experiments.values()) if (experiment.teamId === absorbedId) experiment.teamId = keptId;
  state.teams = state.teams.filter((one) => one !== absorbed);
  return kept;
}

/** A team as its members and the owner of its use case see it. @throws Refused `not-found` */
export function teamFor(state: BackendState, user: User, id: number): Team {
  const team = teamOf(state, id);
  const owner = state.useCases.find((one) => one.id === team.useCaseId)?.ownerId;
  return team.members.includes(user.id) || owner === user.id ? team : refuse({ code: 'not-found' });
}

const teamOf = (state: BackendState, id: number): Team => state.teams.find((one) => one.id === id) ?? refuse({ code: 'not-found' });
